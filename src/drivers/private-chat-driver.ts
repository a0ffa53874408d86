import type {Media} from '../protocol/media.js';
import type {CommentKind, CommentPart} from '../protocol/messages.js';
import type {Profile} from './profile.js';
import type {FileMessage, Uploader} from './outgoing-messages.js';

/** A private message between two users. */
export interface PrivateMessage {
  /** The same id on both users' pages. */
  readonly id: string;
  /** User id of the other user. */
  readonly peer: string;
  readonly from: Profile;
  readonly own: boolean;
  /** Unix seconds. */
  readonly time: number;
  readonly kind: CommentKind;
  readonly text: string;
  readonly media?: Media | undefined;
  readonly parts?: readonly CommentPart[] | undefined;
  /** True if the other user has read the viewer's own message. */
  readonly readByPeer: boolean;
}

/** The last message, for the preview of a conversation. */
export type LastMessage = Pick<PrivateMessage, 'kind' | 'text' | 'parts'>;

/** A user with whom the viewer has exchanged messages. */
export interface PrivateContact {
  readonly peer: Profile;
  readonly unread: number;
  /** Time of the last message in Unix seconds. */
  readonly time: number;
  /** The last message. Undefined if it cannot be decoded. */
  readonly last: LastMessage | undefined;
}

/** Receives the driver's events until the signal is aborted. */
export interface PrivateChatSink {
  /** True if the page shows messages of this peer. The driver loads no previews for other peers. */
  isShown(peer: string): boolean;
  /** Messages, oldest first. Includes the viewer's own from another page. */
  messages(batch: readonly PrivateMessage[]): void;
  /** All contacts, after every change. */
  contacts(all: readonly PrivateContact[]): void;
  /** Ids of messages that the other user has read. */
  readByPeer(ids: readonly string[]): void;
  /** Ids of recalled messages. */
  recalled(ids: readonly string[]): void;
}

export interface PrivatePage {
  /** Oldest first. */
  readonly messages: readonly PrivateMessage[];
  /** The cursor of the next earlier page. Undefined at the beginning of the conversation. */
  readonly before: string | undefined;
}

/** Private conversations of a viewer. All rejections are `LiveError`s, except for a cancelled file. */
export interface PrivateChatDriver {
  contacts(): Promise<readonly PrivateContact[]>;
  /** Loads one page of messages. The newest page without `before`. */
  history(peer: string, before?: string): Promise<PrivatePage>;
  say(peer: string, text: string): Promise<PrivateMessage>;
  sendFile(peer: string, file: FileMessage, uploader: Uploader): Promise<PrivateMessage>;
  /** Marks all messages of the peer as read and notifies the peer. */
  markRead(peer: string): Promise<void>;
  /** Recalls an own message within two minutes. */
  recall(id: string): Promise<void>;
  profile(userId: string): Promise<Profile | undefined>;
}
