import type {Content, ContentOf, RoomMessage} from '../protocol/messages.js';
import type {Answered} from './answered.js';

/** Where the viewer writes in a room. */
export interface RoomComposer {
  /** What is written next answers this line. */
  answer(line: Answered): void;
  /** Names somebody in what is written. */
  mention(nick: string): void;
}

/** The callbacks of `session.on`: each message as it arrives, by its type; `message` is every one of them. */
export type LiveFeeds = {[T in Content['type']]: RoomMessage<ContentOf<T>>} & {
  /** Every message, of any type. */
  message: RoomMessage;
  /** Comments were taken back: `seqs` has the sequence numbers of all, `ids` the ids of those in the list. */
  revoked: {readonly ids: readonly string[]; readonly seqs: readonly number[]};
  /**
   * The service's clock was corrected by a second or more; this is its time, in Unix milliseconds.
   *
   * @internal
   */
  clock: number;
  /**
   * Somebody looks for a place to write in: whoever has one offers it.
   *
   * @internal
   */
  composing: (composer: RoomComposer) => void;
};
