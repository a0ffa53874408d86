import type {SigningKey} from '../user-sig.ts';
import {Accounts, type Account} from './state/account.ts';
import type {Body} from './wire/body.ts';
import {Broadcasts} from './state/broadcasts.ts';
import {Callbacks} from './callbacks/callbacks.ts';
import type {Connection} from './state/connection.ts';
import {EDITIONS, type Edition} from './state/edition.ts';
import {Faults} from './faults/faults.ts';
import {Files} from './state/files.ts';
import type {DeliveryMode} from './state/delivery-mode.ts';
import {Groups} from './state/groups.ts';
import {Presence} from './state/presence.ts';
import type {KickType} from './wire/codes.ts';
import {PrivateChats} from './state/private-chats.ts';
import {SendDeduplicator} from './state/send-deduplicator.ts';

/** Options of one application of Tencent Chat, as in its console. */
export interface LocalCloudOptions extends SigningKey {
  /** User ids whose signature REST accepts; imported at start. Default: `['administrator']`. */
  readonly admins?: readonly string[];
  /** Default: `ultimate`. */
  readonly edition?: Edition;
  /** How members receive events. Default: `push`. */
  readonly mode?: DeliveryMode;
  /** The console's switch for the message history on joining, in editions that have it. Default: true. */
  readonly historyOnJoin?: boolean;
  /** Custom fields of groups in the console. Default: any name is allowed. */
  readonly customFields?: readonly string[];
  /** The console's switch for notices about mutes. Default: false, as with the service. */
  readonly muteTips?: boolean;
  /** Allows several logins per user. Default: false. */
  readonly multiLogin?: boolean;
  /** The origin whose pages may call `/cloud/im/faults`, e.g. `http://localhost:8080`. Default: none. */
  readonly shopOrigin?: string;
  /**
   * The URL of callbacks (the console's callback address), or a function that is called before each; undefined means that
   * no callback is sent. Default: none.
   */
  readonly callbackUrl?: string | (() => string | undefined);
  /** Adds `Sign` and `RequestTime` to callbacks. */
  readonly callbackToken?: string;
  /** Timeout of callbacks in milliseconds. Default: 2,000, the timeout of Tencent's service. */
  readonly callbackTimeoutMs?: number;
  /** The folder of files that viewers send. Default: a temporary folder. */
  readonly filesFolder?: string;
  /** A member without a connection leaves its rooms after this many milliseconds. Default: 300,000. */
  readonly memberLingerMs?: number;
  /** A member without a connection is reported offline after this many milliseconds. Default: 30,000. */
  readonly memberOfflineMs?: number;
  /** Called with every request of the SDKs before its response; `userId` is empty before login and for guests. */
  readonly onRequest?: (request: {readonly userId: string; readonly command: string; readonly body: Body}) => void;
  /** Called with bugs of the cloud itself, not with errors of clients. Default: `console.error`. */
  readonly onError?: (error: unknown) => void;
}

const MEMBER_LINGER_MS = 300_000;
/** Time without a heartbeat after which the service reports a member offline. */
const MEMBER_OFFLINE_MS = 30_000;

/** The state of one application. The functions in `actions/` change it. */
export class App {
  readonly key: SigningKey;
  readonly admins: readonly string[];
  readonly historyOnJoin: boolean;
  readonly muteTips: boolean;
  readonly customFields: readonly string[] | undefined;
  readonly accounts = new Accounts();
  readonly groups = new Groups();
  readonly broadcasts = new Broadcasts();
  readonly sendDeduplicator = new SendDeduplicator();
  readonly privateChats = new PrivateChats();
  readonly callbacks: Callbacks;
  readonly files: Files;
  readonly faults: Faults;
  readonly presence: Presence;
  readonly report: (error: unknown) => void;
  readonly onRequest: LocalCloudOptions['onRequest'];
  /** Called for a user whose last connection closed `memberLingerMs` ago. */
  onExpired: (account: Account) => void = () => undefined;
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
      onDisconnected: (account) => this.callbacks.userState(account, {Action: 'Disconnect', Reason: 'LinkClose'}),
      onOffline: (account) =>
        this.#notifyMemberStates(account, {EventType: 'Offline', EventCause: 'HeartbeatInterrupt'}),
      onBackOnline: (account) =>
        this.#notifyMemberStates(account, {EventType: 'Online', EventCause: 'HeartbeatRecover'}),
      onExpired: (account) => this.onExpired(account),
    });
    for (const admin of admins) this.accounts.import(admin);
  }

  /** @returns Unix milliseconds, later than every earlier login. */
  nextLoginAt(): number {
    this.#lastLoginAt = Math.max(Date.now(), this.#lastLoginAt + 1);
    return this.#lastLoginAt;
  }

  /** Ends every login of a user. Pages that are offline receive the reason when they reconnect. */
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

  #notifyMemberStates(account: Account, state: Parameters<Callbacks['memberState']>[2]): void {
    for (const group of account.rooms) this.callbacks.memberState(group, account, state);
  }
}
