import {NAME_MAX_CHARS} from '../../../../../src/protocol/limits.ts';
import {ApiError} from '../../http/errors.ts';
import {requireAddress, requireLine} from '../../http/text.ts';
import {cleanTranslations} from '../../http/translations.ts';
import type {Gift} from './catalogue.ts';
import type {NewGift} from './gift-shape.ts';

/** The name of a built-in effect, such as `fireworks`. */
const EFFECT_NAME = /^[a-z][a-z0-9-]{0,31}$/;

/** The gift with cleaned texts and addresses. @throws ApiError INVALID */
export function cleanGift(id: string, {name, icon, price, effect, combo, translations}: NewGift): Gift {
  const cleanName = (text: string) => requireLine('name', text, NAME_MAX_CHARS);
  return {
    id,
    name: cleanName(name),
    icon: requireAddress('icon', icon),
    price,
    effect: effect ? requireEffect(effect) : undefined,
    combo,
    translations: cleanTranslations(translations, {name: cleanName}),
  };
}

function requireEffect(effect: string): string {
  if (EFFECT_NAME.test(effect)) return effect;
  const address = requireAddress('effect', effect);
  if (/\.(json|svga)$/i.test(new URL(address).pathname)) return address;
  throw new ApiError(
    'INVALID',
    'effect must be the name of a built-in effect, or an address that ends in .json or .svga',
  );
}
