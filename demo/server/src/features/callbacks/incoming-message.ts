import type {MessageElement} from '../../tencent/elements.ts';
import type {Reply} from '../../tencent/reply.ts';
import type {CallbackResponse} from './callback-response.ts';

/** A room message of a client, as `classify` read it. */
export interface IncomingMessage {
  readonly roomId: string;
  readonly userId: string;
  /** The message's own number. */
  readonly random: number;
  readonly elements: readonly MessageElement[];
  readonly reply: Reply | undefined;
}

/** The filter's decision: the refusal that the sender gets, or the message, perhaps with masked words. */
export type FilterResult = {readonly refused: CallbackResponse} | AllowedMessage;

export interface AllowedMessage {
  readonly refused?: undefined;
  readonly reply: Reply | undefined;
  /** The elements to send instead of the original ones; undefined leaves those. */
  readonly instead: readonly MessageElement[] | undefined;
}

/** A one-to-one message, as `classifyPrivate` read it. */
export interface PrivateMessage {
  readonly userId: string;
  readonly to: string;
  readonly elements: readonly MessageElement[];
}

export type PrivateFilterResult =
  | {readonly refused: CallbackResponse}
  | {readonly refused?: undefined; readonly instead: readonly MessageElement[] | undefined};
