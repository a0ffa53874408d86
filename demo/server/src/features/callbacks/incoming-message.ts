import type {MessageElement} from '../../tencent/elements.ts';
import type {Quote} from '../../tencent/quote.ts';
import type {CallbackResponse} from './callback-response.ts';

/** A room message from a client, as `classify` read it. */
export interface IncomingMessage {
  readonly roomId: string;
  readonly userId: string;
  /** `Random`: the number that the sender gave the message. */
  readonly random: number;
  readonly elements: readonly MessageElement[];
  readonly quote: Quote | undefined;
  /** True if the sender marked it as a question. */
  readonly question?: boolean;
}

/** The filter's decision: a refusal, or the message, perhaps with masked words. */
export type FilterResult = {readonly refused: CallbackResponse} | AllowedMessage;

export interface AllowedMessage {
  readonly refused?: undefined;
  readonly quote: Quote | undefined;
  /** Elements to send in place of the original ones; undefined sends the original ones. */
  readonly replacement: readonly MessageElement[] | undefined;
}

/** A one-to-one message from a client, as `classifyPrivate` read it. */
export interface PrivateMessage {
  readonly userId: string;
  readonly to: string;
  readonly elements: readonly MessageElement[];
}

export type PrivateFilterResult =
  | {readonly refused: CallbackResponse}
  | {readonly refused?: undefined; readonly replacement: readonly MessageElement[] | undefined};
