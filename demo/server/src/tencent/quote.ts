import {CUSTOM_DATA_MAX_CHARS, NICK_MAX_CHARS} from '../../../../src/protocol/limits.ts';
import {isUserId} from './user-id.ts';
import {isRecord} from './elements.ts';

/** The comment to which a message replies, identified by `seq`, `id` or both: `reply` of `CloudCustomData`. */
export interface Quote {
  readonly seq?: number;
  readonly id?: string;
  readonly userId?: string;
  readonly nick?: string;
  readonly text?: string;
}

/** Length of the quoted text, in UTF-16 units. */
const QUOTE_MAX_CHARS = 200;
const ID_MAX_CHARS = 128;

const FIELDS: readonly (readonly [keyof Quote, (value: unknown) => boolean])[] = [
  ['seq', (value) => Number.isSafeInteger(value) && (value as number) > 0],
  ['id', (value) => typeof value === 'string' && value.length > 0 && value.length <= ID_MAX_CHARS],
  ['userId', (value) => typeof value === 'string' && isUserId(value)],
  ['nick', (value) => typeof value === 'string' && value.length <= NICK_MAX_CHARS],
  ['text', (value) => typeof value === 'string' && value.length <= QUOTE_MAX_CHARS],
];

/** Reads the known fields of the `reply` in a `CloudCustomData`. Undefined if there is none, or one field is invalid. Never throws. */
export function readQuote(cloudCustomData: unknown): Quote | undefined {
  const reply = readSenderData(cloudCustomData)?.['reply'];
  if (!isRecord(reply) || (reply['seq'] === undefined && reply['id'] === undefined)) return undefined;
  const quote = reply;
  const fields = FIELDS.filter(([name]) => quote[name] !== undefined);
  if (!fields.every(([name, isValid]) => isValid(quote[name]))) return undefined;
  return Object.fromEntries(fields.map(([name]) => [name, quote[name]]));
}

/** True if the sender marked the comment as a question in its `CloudCustomData`. Never throws. */
export function isQuestion(cloudCustomData: unknown): boolean {
  return readSenderData(cloudCustomData)?.['question'] === true;
}

function readSenderData(cloudCustomData: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof cloudCustomData !== 'string' || cloudCustomData.length > CUSTOM_DATA_MAX_CHARS) return undefined;
  if (!cloudCustomData.startsWith('{')) return undefined;
  try {
    return JSON.parse(cloudCustomData) as Record<string, unknown>;
  } catch {
    return undefined; // Data of another app, or invalid JSON.
  }
}
