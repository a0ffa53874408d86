import {SocketFaults} from '../socket-faults.ts';
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
export class Faults extends SocketFaults {
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
  readonly #normal: Normal;

  constructor(normal: Normal) {
    super();
    this.#normal = normal;
    this.restore();
  }

  override restore(): void {
    super.restore();
    this.delayMs = 0;
    this.dropPushes = false;
    this.replayAfterLogin = false;
    this.messagesPerSecond = MESSAGES_PER_SECOND;
    this.tipsWhileMuted = true;
    this.callbackDelayMs = 0;
    this.edition = this.#normal.edition;
    this.mode = this.#normal.mode;
    this.multiLogin = this.#normal.multiLogin;
  }
}
