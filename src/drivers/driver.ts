import type {LiveError} from '../protocol/errors.js';
import type {RoomMessage} from '../protocol/messages.js';

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
}

/** What the group itself knows of a room; a part that is absent is not known. */
export interface GroupFacts {
  readonly title?: string;
  readonly notice?: string;
  readonly ownerId?: string;
  readonly mutedAll?: boolean;
  /** Group custom fields by name. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What the service answered to something said. */
export interface Sent {
  readonly id: string;
  readonly seq: number;
  /** Unix seconds. */
  readonly time: number;
}

export interface Profile {
  readonly userId: string;
  readonly nick: string;
  readonly avatar: string;
}

/** Where a driver puts what it hears. Called only between a resolved `join` and `leave`. */
export interface DriverSink {
  /** What was said, oldest first, as it arrived together. */
  messages(batch: readonly RoomMessage[]): void;
  /** The group's profile or custom fields changed. */
  facts(change: GroupFacts): void;
  /** The connection was lost, or is back. */
  connected(connected: boolean): void;
  /** The room is over for this viewer: dismissed, kicked, banned, signature lapsed. */
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

/** One viewer's stay in one room of an instant messaging service. All rejections are `LiveError`s. */
export interface ImDriver {
  /** Signs in and enters the room. Rejects with the signal's reason when it is aborted. */
  join(request: JoinRequest): Promise<GroupFacts>;
  /**
   * Signs in anew without leaving the room: a guest as a viewer, or the same viewer with a new signature. Resolves when the
   * room is joined again; what is said meanwhile is not heard. When it rejects, nobody is in the room.
   *
   * @param credentials Undefined: as a guest.
   */
  renew(credentials: Credentials | undefined): Promise<void>;
  /** Says a comment; resolves when the service has taken it. */
  say(text: string): Promise<Sent>;
  /** Viewers watching now, as the service estimates. */
  onlineCount(): Promise<number>;
  /** A user's public profile; undefined when there is none, or for a guest. */
  profile(userId: string): Promise<Profile | undefined>;
  /** Leaves the room and gives back what the stay held. Never rejects. */
  leave(): Promise<void>;
}
