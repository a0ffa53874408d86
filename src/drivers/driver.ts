import type {LiveError} from '../protocol/errors.js';
import type {LineStyle, RoomMessage} from '../protocol/messages.js';
import type {Media} from '../protocol/media.js';
import type {Quote} from '../protocol/people.js';
import type {ServerTime} from '../protocol/server-time.js';
import type {PrivateConnection} from './im/tencent-chat-private.js';
import type {PrivateDriver, PrivateModule, PrivateSink} from './private-driver.js';

/** Who signs in, as the app's business server vouches for it. */
export interface Credentials {
  readonly sdkAppId: number;
  /** 1 to 32 bytes of `a-z A-Z 0-9 _ -`. */
  readonly userId: string;
  /** TLSSigAPIv2 signature. Never logged, reflected or put in an event. */
  readonly userSig: string;
  /** Unix seconds at which `userSig` lapses. */
  readonly expiresAt?: number | undefined;
  readonly nick?: string | undefined;
  readonly avatar?: string | undefined;
  /** Name and picture are the page's own, and nobody has written them into the service's profile yet: the driver does, before it joins. */
  readonly writesProfile?: boolean | undefined;
  /** The sign-in to the room's picture: `{userId, userSig, roomId, privateMapKey?}`, under an id of its own. */
  readonly rtc?: unknown;
}

/** What the group itself knows of a room; a part that is absent is not known. */
export interface GroupFacts {
  readonly title?: string;
  readonly notice?: string;
  readonly ownerId?: string;
  readonly mutedAll?: boolean;
  /** What the group's counter of likes has come to. */
  readonly likeTotal?: number;
  /** Group custom fields by name. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A comment to be said. */
export interface Said {
  readonly text: string;
  /** The comment it answers; a line with a style answers none. */
  readonly reply?: Quote | undefined;
  readonly style?: LineStyle | undefined;
}

/** What the service answered to something said. */
export interface Sent {
  readonly id: string;
  /** 0 when the service took it and dropped it, as it does over 40 messages a second: nobody else hears of it. */
  readonly seq: number;
  /** Unix seconds. */
  readonly time: number;
}

export interface Profile {
  readonly userId: string;
  readonly nick: string;
  readonly avatar: string;
}

/** Where a driver puts what it hears: from the join on, until `leave`, the signal's abort, or `ended`. */
export interface DriverSink {
  /** What was said, oldest first, as it arrived together. */
  messages(batch: readonly RoomMessage[]): void;
  /** The group's profile or custom fields changed. */
  facts(change: GroupFacts): void;
  /** Lines were taken back, by their sequence numbers. */
  revoked(seqs: readonly number[]): void;
  /** The business server told this viewer something, by a system notification of the group: nobody in a room can. */
  notified(text: string): void;
  /** This viewer may not speak for so many seconds; 0: may again. */
  muted(seconds: number): void;
  /** The service told its time when the viewer signed in; told with each join, also by a login before it. Never told to a guest. */
  time?(told: ServerTime): void;
  /**
   * The connection was lost, or is back: in turns, `false` first. Back means that the service answered; what the group knows was
   * read again and told before. Messages may have been missed. A lost connection is tried about once a second, in a hidden page
   * or after a minute every five.
   */
  connected(connected: boolean): void;
  /**
   * The room is over for this viewer; nothing more is told, nothing is tried again. `ROOM_ENDED`: dismissed. `BANNED`: removed.
   * `KICKED_OUT`, retryable: the user is signed in or in a room elsewhere, told within a minute. `SIGNATURE_EXPIRED`: `renew` brings
   * the viewer back.
   */
  ended(reason: LiveError): void;
}

export interface JoinRequest {
  readonly roomId: string;
  /** The app to watch as a guest in; with credentials theirs counts. */
  readonly sdkAppId: number;
  /** A guest watches without. */
  readonly credentials?: Credentials | undefined;
  /** `ws(s)://host/path` of a proxy to the service; the service's own hosts unless given. */
  readonly server?: string | undefined;
  readonly sink: DriverSink;
  /** Ends the join, and after it the stay. */
  readonly signal: AbortSignal;
}

export type FileKind = Media['kind'];

export interface FileMessage {
  readonly kind: FileKind;
  readonly file: File;
  /** Of voice and film. */
  readonly seconds?: number | undefined;
  /** Told how much has gone, 0 to 1. */
  readonly progressed: (share: number) => void;
  readonly signal: AbortSignal;
}

export interface SentFile extends Sent {
  /** As everybody is told. */
  readonly media?: Media | undefined;
}

/** What uploads files for the service's SDK: see `upload-plugin.ts`. */
export interface Uploader {
  readonly UploadPlugin: new () => {uploadFile(...given: readonly unknown[]): unknown};
  cancelUpload(file: File): void;
  addressOf(file: File): unknown;
}

/** What speaks one to one over Tencent Chat. */
export type LoadPrivate = () => Promise<PrivateModule<PrivateConnection>>;

/** One viewer's stay in one room of an instant messaging service. All rejections but a join's `AbortError` are `LiveError`s. */
export interface ImDriver {
  /**
   * Signs in and enters the room. Of one app, a page is in one room at a time: the later join ends the earlier stay.
   * Rejects with an `AbortError` when the signal is aborted, whatever its reason; with `BAD_CONFIG` for an app id that is none;
   * with `CONNECTION_LOST` when signing in, or joining, is not answered in 20 s.
   */
  join(request: JoinRequest): Promise<GroupFacts>;
  /**
   * Signs in anew without leaving the room: a guest as a viewer, or the same viewer with a new signature, also after
   * `SIGNATURE_EXPIRED`. Resolves when the room is joined again; what is said between is not heard. When it rejects, nobody hears
   * the room: renew again, as a guest perhaps, or leave.
   *
   * @param credentials Undefined: as a guest.
   */
  renew(credentials: Credentials | undefined): Promise<void>;
  /** Says a comment; resolves when the service has taken it. */
  say(comment: Said): Promise<Sent>;
  /**
   * Sends a file: uploads it, then says it as a comment. Rejects when the signal is aborted.
   *
   * @param uploader The module that uploads.
   */
  sendFile(file: FileMessage, uploader: Uploader): Promise<SentFile>;
  /**
   * Speaks one to one, until the stay or the signal is over. Rejects with `LOGIN_NEEDED` for a guest.
   *
   * @param load The module that knows how, for this driver.
   */
  privateTalk(load: LoadPrivate, sink: PrivateSink, signal: AbortSignal): Promise<PrivateDriver>;
  /** Sends so many likes, which may be dropped before all else. */
  like(count: number): Promise<void>;
  /** Viewers watching now, as the service estimates. */
  onlineCount(): Promise<number>;
  /** A user's public profile; undefined when there is none, or for a guest. */
  profile(userId: string): Promise<Profile | undefined>;
  /** Leaves the room and gives back what the stay held. Never rejects. */
  leave(): Promise<void>;
}
