import type {SigningKey} from '../../server/src/tencent/user-sig.ts';
import {Accounts, type Account} from './account.ts';
import type {Body} from './body.ts';
import {Broadcasts} from './broadcasts.ts';
import {Callbacks} from './callbacks.ts';
import type {Connection} from './connection.ts';
import {EDITIONS, type Edition} from './edition.ts';
import {Faults} from './faults.ts';
import {Files} from './files.ts';
import type {Mode} from './group.ts';
import {Groups} from './groups.ts';
import {leave} from './membership.ts';
import {Presence, type KickType} from './presence.ts';
import {PrivateTalk} from './private-talk.ts';
import {RecentSends} from './recent-sends.ts';

/** One application of Tencent Chat, as its console sets it up. */
export interface LocalCloudOptions extends SigningKey {
  /** User ids whose signature REST accepts; imported at start. `['administrator']` unless given. */
  readonly admins?: readonly string[];
  /** `ultimate` unless given. */
  readonly edition?: Edition;
  /** How logged-in members hear: `push` unless given. */
  readonly mode?: Mode;
  /** The console's switch for messages on joining, in the edition that has them; true unless given. */
  readonly historyOnJoin?: boolean;
  /** Custom fields of groups the console has; any name will do unless given. */
  readonly customFields?: readonly string[];
  /** The console's switch for telling rooms who is muted and who is not; false unless given, as with the service. */
  readonly muteTips?: boolean;
  /** Whether a user may be signed in more than once; false unless given. */
  readonly multiLogin?: boolean;
  /** The origin whose pages may call `/cloud/im/faults`, e.g. `http://localhost:8080`. None unless given. */
  readonly shopOrigin?: string;
  /**
   * Where callbacks are posted to (the console's callback address), or asked before each: undefined while nobody is
   * there. None unless given.
   */
  readonly callbackUrl?: string | (() => string | undefined);
  /** With it callbacks carry `Sign` and `RequestTime`. */
  readonly callbackToken?: string;
  /** Time limit of a callback's response, ms. Default: 2,000, as Tencent's service has it. */
  readonly callbackTimeoutMs?: number;
  /** Where files are kept that viewers send; a temporary folder unless given. */
  readonly filesFolder?: string;
  /** Milliseconds a member without any connection is kept in its rooms; 300,000 unless given. */
  readonly memberLingerMs?: number;
  /** Milliseconds until the business server is told that a member without any connection is offline; 30,000 unless given. */
  readonly memberOfflineMs?: number;
  /** Hears every request of the SDKs before it is answered; an empty `userId` is a guest or not signed in yet. */
  readonly onRequest?: (request: {readonly userId: string; readonly command: string; readonly body: Body}) => void;
  /** Told of faults of the cloud itself (never of what a client did wrong); `console.error` unless given. */
  readonly onError?: (error: unknown) => void;
}

const MEMBER_LINGER_MS = 300_000;
/** The service says so after as long without a heartbeat. */
const MEMBER_OFFLINE_MS = 30_000;

/** The state of the application. Everything else here is a reading or a change of it. */
export class App {
  readonly key: SigningKey;
  readonly admins: readonly string[];
  readonly historyOnJoin: boolean;
  readonly muteTips: boolean;
  readonly customFields: readonly string[] | undefined;
  readonly accounts = new Accounts();
  readonly groups = new Groups();
  readonly broadcasts = new Broadcasts();
  readonly recentSends = new RecentSends();
  readonly privateTalk = new PrivateTalk();
  readonly callbacks: Callbacks;
  readonly files: Files;
  readonly faults: Faults;
  readonly presence: Presence;
  readonly report: (error: unknown) => void;
  readonly onRequest: LocalCloudOptions['onRequest'];
  #lastLoginAt = 0;

  constructor(options: LocalCloudOptions) {
    const {
      sdkAppId,
      secretKey,
      admins = ['administrator'],
      edition = 'ultimate',
      mode = 'push',
      multiLogin = false,
      historyOnJoin = true,
      muteTips = false,
    } = options;
    if (!Number.isInteger(sdkAppId) || sdkAppId <= 0) throw new TypeError('sdkAppId must be a positive integer');
    if (!secretKey) throw new TypeError('secretKey must not be empty');
    if (!EDITIONS.includes(edition)) throw new TypeError(`there is no edition ${edition}`);
    this.key = {sdkAppId, secretKey};
    this.admins = admins;
    this.historyOnJoin = historyOnJoin;
    this.muteTips = muteTips;
    this.customFields = options.customFields;
    this.faults = new Faults({edition, mode, multiLogin});
    this.files = new Files(options.filesFolder);
    this.onRequest = options.onRequest;
    this.report = options.onError ?? ((error) => console.error(error));
    const {callbackUrl} = options;
    const url = typeof callbackUrl === 'function' ? callbackUrl : () => callbackUrl;
    const target = {url, token: options.callbackToken, sdkAppId, timeoutMs: options.callbackTimeoutMs};
    this.callbacks = new Callbacks(target, this.faults, this.report);
    this.presence = new Presence({
      lingerMs: options.memberLingerMs ?? MEMBER_LINGER_MS,
      offlineMs: options.memberOfflineMs ?? MEMBER_OFFLINE_MS,
      lost: (account) => this.callbacks.userState(account, {Action: 'Disconnect', Reason: 'LinkClose'}),
      offline: (account) => this.#tellStates(account, {EventType: 'Offline', EventCause: 'HeartbeatInterrupt'}),
      back: (account) => this.#tellStates(account, {EventType: 'Online', EventCause: 'HeartbeatRecover'}),
      gone: (account) => {
        for (const group of [...account.rooms]) leave(this, account, group);
      },
    });
    for (const admin of admins) this.accounts.import(admin);
  }

  /** Unix milliseconds, later than those of any login before. */
  nextLoginAt(): number {
    this.#lastLoginAt = Math.max(Date.now(), this.#lastLoginAt + 1);
    return this.#lastLoginAt;
  }

  /** Ends every login of a user, also of pages that are offline just now: they learn it when they are back. */
  kickEverywhere(account: Account, type: KickType): void {
    account.ended = {at: this.nextLoginAt(), kickType: type};
    for (const connection of this.presence.of(account.userId)) this.kick(connection, type);
  }

  /** Ends one login. */
  kick(connection: Connection, type: KickType): void {
    const account = connection.identity?.account;
    this.presence.kick(connection, type);
    if (!account || this.presence.isOnline(account.userId)) return;
    this.callbacks.userState(account, {Action: 'Logout', Reason: 'Unregister'});
  }

  #tellStates(account: Account, state: Parameters<Callbacks['memberState']>[2]): void {
    for (const group of account.rooms) this.callbacks.memberState(group, account, state);
  }
}

export function unixNow(): number {
  return Math.floor(Date.now() / 1_000);
}
