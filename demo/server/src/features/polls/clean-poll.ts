import {NAME_MAX_CHARS, POLL_QUESTION_MAX_CHARS} from '../../../../../src/protocol/limits.ts';
import {ApiError} from '../../http/errors.ts';
import {requireLine} from '../../http/text.ts';
import {cleanTranslations, TRANSLATIONS_MAX_BYTES, type Translations} from '../../http/translations.ts';
import type {NewPoll} from './polls.ts';

/** The body of the operator's call. An option without translations may be its text alone. */
interface WantedPoll {
  readonly question: string;
  readonly translations?: Translations<'question'>;
  readonly options: readonly (string | {readonly text: string; readonly translations?: Translations<'text'>})[];
  readonly seconds: number;
}

/** The poll as it may be shown. @throws ApiError INVALID */
export function cleanPoll({question, translations, options, seconds}: WantedPoll): NewPoll {
  const cleanQuestion = (text: string) => requireLine('question', text, POLL_QUESTION_MAX_CHARS);
  const cleanOption = (text: string) => requireLine('an option', text, NAME_MAX_CHARS);
  const poll = {
    question: cleanQuestion(question),
    translations: cleanTranslations(translations, {question: cleanQuestion}),
    options: options.map((option) => {
      const {text, translations} = typeof option === 'string' ? {text: option} : option;
      const cleaned = cleanTranslations(translations, {text: cleanOption});
      return {text: cleanOption(text), ...(cleaned && Object.keys(cleaned).length && {translations: cleaned})};
    }),
    seconds,
  };
  // Each message of the poll carries them all.
  const all = [poll.translations, ...poll.options.map(({translations}) => translations)];
  if (Buffer.byteLength(JSON.stringify(all)) > TRANSLATIONS_MAX_BYTES)
    throw new ApiError('INVALID', `translations of a poll have at most ${TRANSLATIONS_MAX_BYTES} bytes together`);
  return poll;
}
