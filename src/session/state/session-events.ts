import type {Content, ContentOf, RoomMessage} from '../../protocol/messages.js';
import type {ReplyTarget} from '../messages/reply-target.js';

/** The field in which the viewer writes a comment. */
export interface RoomComposer {
  /** Makes the next comment a reply to this one. */
  replyTo(comment: ReplyTarget): void;
  /** Inserts a mention of a user. */
  mention(nick: string): void;
}

/** The events of `session.on`: each live message by its type, as it arrives. */
export type SessionEvents = {[T in Content['type']]: RoomMessage<ContentOf<T>>} & {
  /** Every message of any type, also those that are read from the history after a lost connection. */
  message: RoomMessage;
  /** Comments were deleted. `seqs` has all sequence numbers, `ids` the ids of those in the list. */
  deleted: {readonly ids: readonly string[]; readonly seqs: readonly number[]};
  /**
   * The service's clock was corrected by a second or more; the value is its time in Unix milliseconds.
   *
   * @internal
   */
  clockCorrected: number;
  /**
   * The page has set another cart.
   *
   * @internal
   */
  cartChanged: undefined;
  /**
   * Requests a field in which the viewer can write. A listener that has one passes it to the callback.
   *
   * @internal
   */
  findComposer: (composer: RoomComposer) => void;
};
