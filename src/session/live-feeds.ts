import type {Content, ContentOf, RoomMessage} from '../protocol/messages.js';
import type {Answered} from './answered.js';

/** Where the viewer writes in a room. */
export interface RoomComposer {
  /** What is written next answers this line. */
  answer(line: Answered): void;
  /** Names somebody in what is written. */
  mention(nick: string): void;
}

/** What happens: each message as it arrives, by type; `message` is every one, `said` the viewer's own line once it is taken. */
export type LiveFeeds = {[T in Content['type']]: RoomMessage<ContentOf<T>>} & {
  message: RoomMessage;
  /** Comments that are no longer said: all by their sequence numbers, those in the list by their ids. */
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
