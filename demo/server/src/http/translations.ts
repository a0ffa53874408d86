import {Type, type TProperties} from 'typebox';
import {LANGUAGES_MAX} from '../../../../src/protocol/limits.ts';
import {ApiError} from './errors.ts';

/** UTF-8 bytes of all translations of one thing as JSON. */
export const TRANSLATIONS_MAX_BYTES = 4_096;

/** Translations of the texts `K`, by language tag. A text without a translation is left out. */
export type Translations<K extends string> = Readonly<Record<string, {readonly [key in K]?: string}>>;

/** Schema of `translations`. `cleanTranslations` checks the sizes of the texts. */
export function translationsOf<K extends string>(...keys: readonly K[]) {
  const texts = Object.fromEntries(keys.map((key) => [key, Type.Optional(Type.String({maxLength: 4_000}))]));
  return Type.Unsafe<Translations<K>>(
    Type.Record(Type.String({minLength: 2, maxLength: 35}), Type.Object(texts as TProperties), {
      maxProperties: LANGUAGES_MAX,
      description: `By language tag (BCP 47), such as \`{"en": {"${keys[0]}": "…"}}\`; ${TRANSLATIONS_MAX_BYTES} bytes at most`,
    }),
  );
}

/**
 * The translations as they may be shown, under canonical tags; undefined if none were given, which keeps those of unchanged texts.
 *
 * @param clean Checks one text, by its name. @throws ApiError INVALID
 */
export function cleanTranslations<K extends string>(
  translations: Translations<K> | undefined,
  clean: {readonly [key in K]: (text: string) => string},
): Translations<K> | undefined {
  if (!translations) return undefined;
  const cleaned: Record<string, {[key in K]?: string}> = {};
  for (const [tag, texts] of Object.entries(translations)) {
    const language = canonicalTag(tag);
    if (Object.hasOwn(cleaned, language)) throw new ApiError('INVALID', `translations name "${language}" twice`);
    const entries = Object.entries(texts) as [K, string][];
    const kept = entries.filter(([, text]) => text.trim()).map(([key, text]) => [key, clean[key](text)]);
    if (kept.length) cleaned[language] = Object.fromEntries(kept) as {[key in K]?: string};
  }
  if (Buffer.byteLength(JSON.stringify(cleaned)) > TRANSLATIONS_MAX_BYTES)
    throw new ApiError('INVALID', `translations have at most ${TRANSLATIONS_MAX_BYTES} bytes`);
  return cleaned;
}

/** The translations of a changed thing to which none were given: those of each text that is still the same. */
export function keepTranslations<K extends string>(
  before: {readonly [key in K]?: string | null | undefined} & {readonly translations?: Translations<K> | undefined},
  now: {readonly [key in K]?: string | null | undefined},
): Translations<K> {
  const kept = Object.entries(before.translations ?? {}).map(([tag, texts]) => {
    const same = Object.entries(texts).filter(([key]) => before[key as K] === now[key as K]);
    return [tag, Object.fromEntries(same)] as const;
  });
  return Object.fromEntries(kept.filter(([, texts]) => Object.keys(texts).length)) as Translations<K>;
}

function canonicalTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0]!;
  } catch {
    throw new ApiError('INVALID', `translations: "${tag}" is not a language tag, such as "en" or "zh-CN"`);
  }
}
