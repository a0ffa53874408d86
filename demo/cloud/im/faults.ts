import type {Edition} from './edition.ts';
import type {Mode} from './group.ts';

/** Messages a second and room (Tencent, "group messages"). */
const MESSAGES_PER_SECOND = 40;

export interface Normal {
  readonly edition: Edition;
  readonly mode: Mode;
  readonly multiLogin: boolean;
}

/** What is out of order at the moment, and the switches of the app's console. */
export class Faults {
  delayMs = 0;
  dropPushes = false;
  /** A page that is back is pushed what its members were not pushed meanwhile. */
  replayAfterLogin = false;
  messagesPerSecond = MESSAGES_PER_SECOND;
  /** Whether rooms hear of changes of their profile while all are muted; the live room guide says that they do not. */
  tipsWhileMuted = true;
  /** Answers to callbacks are taken notice of so much later. */
  callbackDelayMs = 0;
  edition!: Edition;
  mode!: Mode;
  multiLogin!: boolean;
  #refuseUntil = 0;
  readonly #silentUntil = new Map<string, number>();
  readonly #normal: Normal;

  constructor(normal: Normal) {
    this.#normal = normal;
    this.restore();
  }

  restore(): void {
    this.delayMs = 0;
    this.dropPushes = false;
    this.replayAfterLogin = false;
    this.messagesPerSecond = MESSAGES_PER_SECOND;
    this.tipsWhileMuted = true;
    this.callbackDelayMs = 0;
    this.edition = this.#normal.edition;
    this.mode = this.#normal.mode;
    this.multiLogin = this.#normal.multiLogin;
    this.#refuseUntil = 0;
    this.#silentUntil.clear();
  }

  /** New sockets are turned away; open ones stay. */
  refuse(seconds: number): void {
    this.#refuseUntil = Date.now() + seconds * 1_000;
  }

  get refusing(): boolean {
    return Date.now() < this.#refuseUntil;
  }

  /** Nothing is heard from this user nor said to it, while its sockets stay open; an empty id means all guests. */
  silence(userId: string, seconds: number): void {
    this.#silentUntil.set(userId, Date.now() + seconds * 1_000);
  }

  isSilent(userId: string): boolean {
    if (this.#silentUntil.size === 0) return false;
    const until = this.#silentUntil.get(userId);
    if (until === undefined || Date.now() < until) return until !== undefined;
    this.#silentUntil.delete(userId);
    return false;
  }
}
