import {SocketFaults} from '../../socket-faults.ts';
import type {Edition} from '../state/edition.ts';
import type {DeliveryMode} from '../state/delivery-mode.ts';

/** Messages a second and room (Tencent, "group messages"). */
const MESSAGES_PER_SECOND = 40;

export interface FaultDefaults {
  readonly edition: Edition;
  readonly mode: DeliveryMode;
  readonly multiLogin: boolean;
}

/** The active faults and the switches of the console. */
export class Faults extends SocketFaults {
  delayMs = 0;
  dropPushes = false;
  /** A client that logs in again receives the events that it missed. */
  replayAfterLogin = false;
  messagesPerSecond = MESSAGES_PER_SECOND;
  /** True if profile tips are published while all are muted; the live room guide says that they are not. */
  tipsWhileMuted = true;
  /** Responses of callbacks are processed this much later. */
  callbackDelayMs = 0;
  edition!: Edition;
  mode!: DeliveryMode;
  multiLogin!: boolean;
  readonly #normal: FaultDefaults;

  constructor(normal: FaultDefaults) {
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
