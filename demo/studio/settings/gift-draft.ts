/** A gift as it is typed, and its problems. The limits are those of the server. */
import {NAME_MAX_CHARS} from '../../../src/protocol/limits.js';
import type {Problems} from '../base/problems.ts';
import {safeAddress} from '../base/safe-address.ts';
import type {CatalogueGift} from '../base/server-types.ts';
import {checkTranslations, rowsOf, translationsOf, type TranslationRow} from '../base/translations.ts';

const PRICE_MAX = 100_000_000;
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const EFFECT_NAME = /^[a-z][a-z0-9-]{0,31}$/;

export interface GiftDraft {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
  readonly price: string;
  readonly effect: string;
  readonly combo: boolean;
  readonly translations: readonly TranslationRow[];
}

export const NEW_GIFT: GiftDraft = {id: '', name: '', icon: '', price: '', effect: '', combo: false, translations: []};

export function giftDraftOf({effect = '', price, translations, ...gift}: CatalogueGift): GiftDraft {
  return {...gift, effect, price: String(price), translations: rowsOf(translations, ['name'])};
}

/** Problems by field. @param taken Ids of other gifts. */
export function checkGift(draft: GiftDraft, taken: readonly string[] = []): Problems {
  const problems: Problems = new Map();
  const [id, name, price, icon] = [draft.id.trim(), draft.name.trim(), draft.price.trim(), draft.icon.trim()];
  if (!id) problems.set('id', 'missing');
  else if (!ID.test(id)) problems.set('id', 'idInvalid');
  else if (taken.includes(id)) problems.set('id', 'idTaken');
  if (!name) problems.set('name', 'missing');
  else if (name.length > NAME_MAX_CHARS) problems.set('name', 'lineInvalid');
  if (!/^\d{1,9}$/.test(price) || Number(price) < 1 || Number(price) > PRICE_MAX) problems.set('price', 'coinsInvalid');
  if (!safeAddress(icon)) problems.set('icon', 'addressInvalid');
  if (!isEffect(draft.effect.trim())) problems.set('effect', 'effectInvalid');
  checkTranslations(draft.translations, problems);
  return problems;
}

/** The gift of a draft without problems. */
export function giftOf({id, name, icon, price, effect, combo, translations: rows}: GiftDraft): CatalogueGift {
  return {
    id: id.trim(),
    name: name.trim(),
    icon: icon.trim(),
    price: Number(price),
    ...(effect.trim() && {effect: effect.trim()}),
    combo,
    translations: translationsOf(rows),
  };
}

function isEffect(text: string): boolean {
  if (!text || EFFECT_NAME.test(text)) return true;
  const address = safeAddress(text);
  return !!address && /\.(json|svga)$/i.test(new URL(address).pathname);
}
