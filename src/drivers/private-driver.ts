import type {LiveError} from '../protocol/errors.js';
import type {Media} from '../protocol/media.js';
import type {CommentKind, CommentPart} from '../protocol/messages.js';
import type {FileMessage, Profile, Uploader} from './driver.js';

/** What one of two people said to the other. */
export interface PrivateMessage {
  /** The same on both pages. */
  readonly id: string;
  /** The other of the two. */
  readonly peer: string;
  readonly from: Profile;
  readonly own: boolean;
  /** Unix seconds. */
  readonly time: number;
  readonly kind: CommentKind;
  readonly text: string;
  readonly media?: Media | undefined;
  readonly parts?: readonly CommentPart[] | undefined;
  /** Of one's own: the other has read it. */
  readonly read: boolean;
}

/** What a conversation's preview tells. */
export type LastSaid = Pick<PrivateMessage, 'kind' | 'text' | 'parts'>;

/** Somebody with whom something was said. */
export interface PrivateContact {
  readonly peer: Profile;
  readonly unread: number;
  /** Of the last word, Unix seconds. */
  readonly time: number;
  /** The last word; undefined where it cannot be read. */
  readonly last: LastSaid | undefined;
}

/** Where a driver puts what it hears, until the signal is aborted. */
export interface PrivateSink {
  /** True if the page shows what this peer writes; previews of others are not read. */
  isShown(peer: string): boolean;
  /** What was said, oldest first; one's own from another page of one's own, too. */
  messages(batch: readonly PrivateMessage[]): void;
  /** All with whom something was said, whenever that changed. */
  contacts(all: readonly PrivateContact[]): void;
  /** The other has read these, by their ids. */
  read(ids: readonly string[]): void;
  /** These were taken back, by their ids. */
  takenBack(ids: readonly string[]): void;
}

export interface PrivatePage {
  /** Oldest first. */
  readonly messages: readonly PrivateMessage[];
  /** What to ask for to read further back; undefined at the beginning. */
  readonly before: string | undefined;
}

/** What is said one to one. All rejections are `LiveError`s, but for a cancelled file's. */
export interface PrivateDriver {
  contacts(): Promise<readonly PrivateContact[]>;
  /** One page of what was said, the newest unless `before` is given. */
  history(peer: string, before?: string): Promise<PrivatePage>;
  say(peer: string, text: string): Promise<PrivateMessage>;
  sendFile(peer: string, file: FileMessage, uploader: Uploader): Promise<PrivateMessage>;
  /** Lets the other know that all was read. */
  markRead(peer: string): Promise<void>;
  /** Takes back what was said within the last two minutes. */
  takeBack(id: string): Promise<void>;
  profile(userId: string): Promise<Profile | undefined>;
}

/** What speaks one to one over a driver's connection, in a chunk of its own. */
export interface PrivateModule<C> {
  readonly PrivateTalkDriver: new (connection: C, sink: PrivateSink) => PrivateDriver;
}

/** Why something was not done, as a page is told. */
export type Failure = (reason: unknown, attempt: string) => LiveError;
