import * as v from 'valibot';
import {ID_MAX_CHARS, NAME_MAX_CHARS, POLL_OPTIONS_MAX, POLL_OPTIONS_MIN, POLL_QUESTION_MAX_CHARS} from './limits.js';
import {displayText, integer, list, maybe, object, text, unchecked} from './schema.js';

/** A poll, in messages, in the room and at the business server. */
export const pollSchema = object({
  pollId: text(ID_MAX_CHARS, 1),
  /** In the phase `results`, the poll is open and shows its counts. */
  phase: v.picklist(['open', 'results', 'closed']),
  question: displayText(POLL_QUESTION_MAX_CHARS, 1),
  /** Questions by language tag, `{en: {question}}`; checked when one is shown. */
  translations: unchecked,
  options: v.pipe(
    list(
      object({
        id: text(ID_MAX_CHARS, 1),
        text: displayText(NAME_MAX_CHARS, 1),
        /** Texts by language tag, `{en: {text}}`; checked when one is shown. */
        translations: unchecked,
      }),
      POLL_OPTIONS_MAX,
    ),
    v.check(({length}) => length >= POLL_OPTIONS_MIN),
  ),
  /** Unix seconds. */
  closesAt: maybe(integer(0)),
  /** Votes by option id. */
  counts: maybe(v.record(text(ID_MAX_CHARS, 1), integer(0))),
  /** Viewers who voted. */
  total: maybe(integer(0)),
});

export type Poll = v.InferOutput<typeof pollSchema>;

/** Decodes a poll from the `fields` of a message, the room or a response. Returns undefined if it is invalid. Never throws. */
export function decodePoll(received: unknown): Poll | undefined {
  const {success, output} = v.safeParse(pollSchema, received);
  return success ? output : undefined;
}
