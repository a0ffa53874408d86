import type {LiveError} from '../protocol/errors.js';
import type {RoomMessage} from '../protocol/messages.js';
import type {ServerTime} from '../protocol/server-time.js';
import type {FileMessage, OutgoingComment, SendReceipt, SentFile, Uploader} from './outgoing-messages.js';
import type {PrivateChatDriver, PrivateChatSink} from './private-chat-driver.js';
import type {Profile} from './profile.js';

/** A signed-in user, as the app's business server signs it. */
export interface Credentials {
  readonly sdkAppId: number;
  /** 1 to 32 bytes of `a-z A-Z 0-9 _ -`. */
  readonly userId: string;
  /** TLSSigAPIv2 signature. Never logged, reflected or put in an event. */
  readonly userSig: string;
  /** Expiry of `userSig` in Unix seconds. */
  readonly expiresAt?: number | undefined;
  readonly nick?: string | undefined;
  readonly avatar?: string | undefined;
  /**
   * True if the page gave the name and avatar and the service's profile does not have them yet. The driver writes them
   * before it joins.
   */
  readonly writesProfile?: boolean | undefined;
  /** Credentials for TRTC: `{userId, userSig, roomId, privateMapKey?}`. Their user id differs from the chat's. */
  readonly rtc?: unknown;
}

/** The group's profile and counters. An absent field is not known. */
export interface GroupInfo {
  readonly title?: string;
  readonly notice?: string;
  readonly ownerId?: string;
  readonly speakingDisabled?: boolean;
  /** The value of the group's counter of likes. */
  readonly likeTotal?: number | undefined;
  /** The value of the group's counter of heat. */
  readonly heat?: number | undefined;
  /** Group custom fields by name. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** Receives a driver's events from the join until `leave`, the abort of the signal, or `ended`. */
export interface DriverSink {
  /** Messages that arrived together, oldest first. */
  messages(batch: readonly RoomMessage[]): void;
  /** The group's profile or custom fields changed. */
  groupChanged(change: GroupInfo): void;
  /** Comments were deleted. Their sequence numbers. */
  deleted(seqs: readonly number[]): void;
  /** A system notification of the business server to this viewer. Members of a room cannot send one. */
  notified(text: string): void;
  /** The viewer may not comment for this many seconds. 0 ends that. */
  speakingDisabled(seconds: number): void;
  /** The service's time at the viewer's last sign-in, sent with each join. Never sent for a guest. */
  serverTime?(time: ServerTime): void;
  /**
   * The connection was lost (false) or restored (true), in turn; `false` comes first. Before `true`, the service has
   * responded, and the driver has read and sent the group's profile again. Messages may have been missed. The driver
   * tries to reconnect about once a second, and every 5 s in a hidden page, without a network, and after 70 s.
   */
  connected(connected: boolean): void;
  /**
   * The room ended for this viewer. No more events follow, and the driver does not reconnect. `ROOM_ENDED`: dismissed.
   * `BANNED`: removed. `KICKED_OUT`, retryable: the user signed in or joined a room elsewhere, reported within a
   * minute. `SIGNATURE_EXPIRED`: `renew` brings the viewer back.
   */
  ended(reason: LiveError): void;
}

export interface JoinRequest {
  readonly roomId: string;
  /** App id of a guest. With credentials, their `sdkAppId` is used instead. */
  readonly sdkAppId: number;
  /** Undefined for a guest. */
  readonly credentials?: Credentials | undefined;
  /** `ws(s)://host/path` of a proxy to the service. Default: the service's own hosts. */
  readonly server?: string | undefined;
  readonly sink: DriverSink;
  /** Aborts the join, and later ends the connection. */
  readonly signal: AbortSignal;
}

/**
 * One viewer's connection to one room of an instant messaging service. All rejections are `LiveError`s, except the
 * `AbortError` of a join.
 */
export interface ChatDriver {
  /**
   * Signs in and joins the room. A page is in one room per app at a time: a later join ends the earlier connection.
   * Rejects with an `AbortError` when the signal is aborted, whatever its reason; with `BAD_CONFIG` for an invalid app
   * id; with `CONNECTION_LOST` if signing in or joining has no response in 20 s.
   */
  join(request: JoinRequest): Promise<GroupInfo>;
  /**
   * Signs in again without leaving the room: a guest as a viewer, or the same viewer with a new signature, also after
   * `SIGNATURE_EXPIRED`. Resolves when the room is joined again; messages sent meanwhile are not received. After a
   * rejection the driver receives nothing: call `renew` again, perhaps as a guest, or `leave`.
   *
   * @param credentials Undefined for a guest.
   */
  renew(credentials: Credentials | undefined): Promise<void>;
  /** Sends a comment. Resolves when the service has accepted it. */
  say(comment: OutgoingComment): Promise<SendReceipt>;
  /**
   * Uploads a file and sends it as a comment. Rejects when the signal is aborted.
   *
   * @param uploader The upload module.
   */
  sendFile(file: FileMessage, uploader: Uploader): Promise<SentFile>;
  /** Starts private conversations, until the connection or the signal ends. Rejects with `LOGIN_NEEDED` for a guest. */
  privateChats(sink: PrivateChatSink, signal: AbortSignal): Promise<PrivateChatDriver>;
  /** Sends likes. The service may drop them before all other messages. */
  like(count: number): Promise<void>;
  /** Viewers watching now, estimated by the service. */
  onlineCount(): Promise<number>;
  /** A user's public profile. Undefined if there is none, or for a guest. */
  profile(userId: string): Promise<Profile | undefined>;
  /** Leaves the room and releases everything. Never rejects. */
  leave(): Promise<void>;
}

/**
 * Loads a session's driver. Called early, so that the SDK loads while the business server responds.
 *
 * @param sdkSrc Address of the SDK. Default: the package's own copy.
 */
export type LoadChatDriver = (sdkSrc?: string) => Promise<ChatDriver>;
