import type {Problems} from '../base/problems.ts';
import {checkTranslations, translationsOf, type TranslationRow} from '../base/translations.ts';

/** The lines of a field that have a text, one for each answer. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Adds what is wrong with the translations. A language has a line for each answer, or none. */
export function checkPollTranslations(
  answers: readonly string[],
  rows: readonly TranslationRow[],
  problems: Problems,
): void {
  checkTranslations(rows, problems);
  rows.forEach(({texts}, index) => {
    const {length} = linesOf(texts['answers'] ?? '');
    if (length && length !== answers.length) problems.set(`translations.${index}.answers`, 'answersDiffer');
  });
}

/** The body of the call that opens a poll. @param rows Checked rows with `question` and `answers`. */
export function pollBody(question: string, answers: readonly string[], rows: readonly TranslationRow[]): object {
  const only = (textOf: (texts: TranslationRow['texts']) => Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(translationsOf(rows.map(({lang, texts}) => ({lang, texts: textOf(texts)})))).filter(
        ([, texts]) => Object.keys(texts).length,
      ),
    );
  return {
    question,
    translations: only((texts) => ({question: texts['question'] ?? ''})),
    options: answers.map((text, index) => ({
      text,
      translations: only((texts) => ({text: linesOf(texts['answers'] ?? '')[index] ?? ''})),
    })),
  };
}
