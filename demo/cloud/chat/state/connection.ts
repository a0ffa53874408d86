import {randomInt} from 'node:crypto';
import type {WebSocket} from 'ws';
import type {Account} from './account.ts';
import type {Origin} from '../wire/origin.ts';
import type {Group} from './group.ts';
import type {PendingPoll} from './pending-poll.ts';
import type {ResumeToken} from '../wire/resume-token.ts';
import {encodeEvents} from '../wire/frames.ts';

/** A client this far behind is disconnected, so that a slow reader does not fill the memory. */
const MAX_BUFFERED_BYTES = 4 * 1_024 * 1_024;
const MAX_DELAYED_FRAMES = 10_000;
/** Events within this time are sent in one frame, at most `BATCH_MAX` of them. */
const BATCH_MS = 20;
const BATCH_MAX = 20;

/** The user of a connection, from login to logout, kick or expiry. */
export interface SignedInUser {
  readonly account: Account;
  readonly token: ResumeToken;
}

/** The parameters of a WebSocket's address, and its origin. */
export interface ConnectionInfo {
  readonly instanceId: string;
  readonly sdkAppId: number;
  readonly origin: Origin;
  /** The `Host` header of the upgrade. */
  readonly host: string;
}

/** Injected faults of connections. */
export interface ConnectionFaults {
  /** Frames to clients are delayed by this many milliseconds. */
  readonly delayMs: number;
  /** True while frames to this user are dropped; an empty id means guests. */
  isSilent(userId: string): boolean;
}

/** One WebSocket of one SDK instance. Its user is decided by the login alone. */
export class Connection {
  identity: SignedInUser | undefined;
  /** Groups it watches as a guest. */
  readonly guestOf = new Set<Group>();
  /** Its held polls, oldest first. */
  readonly pendingPolls = new Set<PendingPoll>();
  readonly instId = randomInt(1, 0x7fff_ffff);
  alive = true;
  readonly #socket: WebSocket;
  readonly #faults: ConnectionFaults;
  /** Frames held back by the fault `delayMs`, in order; `due` is in Unix milliseconds. */
  #delayed: {readonly frame: Buffer; readonly due: number}[] = [];
  #delayTimer: NodeJS.Timeout | undefined;
  /** Events of the next frame, as JSON. */
  #batch: string[] = [];
  #batchTimer: NodeJS.Timeout | undefined;
  #lastBatchAt = -Infinity;

  /** The SDK's random instance id: equal for all sockets of one page, different for every page. */
  readonly instanceId: string;
  readonly sdkAppId: number;
  readonly origin: Origin;
  readonly host: string;

  constructor(socket: WebSocket, faults: ConnectionFaults, {instanceId, sdkAppId, origin, host}: ConnectionInfo) {
    this.#socket = socket;
    this.#faults = faults;
    this.instanceId = instanceId;
    this.sdkAppId = sdkAppId;
    this.origin = origin;
    this.host = host;
  }

  /** Empty for a guest, as on the wire. */
  get userId(): string {
    return this.identity?.account.userId ?? '';
  }

  /** Sends one event (JSON). Events in quick succession share a frame, because the client's work is per frame. */
  push(item: string): void {
    this.#batch.push(item);
    if (this.#batch.length >= BATCH_MAX) this.#sendBatch();
    else this.#batchTimer ??= setTimeout(() => this.#sendBatch(), this.#lastBatchAt + BATCH_MS - performance.now());
  }

  send(frame: Buffer): void {
    if (this.#batch.length > 0) this.#sendBatch(); // Keeps the order.
    this.#sendInOrder(frame);
  }

  /** Terminates the socket without a closing handshake, as a lost network does. */
  cut(): void {
    this.#socket.terminate();
  }

  ping(): void {
    this.#socket.ping();
  }

  /** Ends all timers and polls after the socket has closed. */
  end(): void {
    clearTimeout(this.#delayTimer);
    clearTimeout(this.#batchTimer);
    this.#delayed = [];
    this.#batch = [];
    for (const waiter of [...this.pendingPolls]) waiter.end();
    for (const group of this.guestOf) group.removeGuest(this);
    this.guestOf.clear();
  }

  #sendBatch(): void {
    clearTimeout(this.#batchTimer);
    this.#batchTimer = undefined;
    this.#lastBatchAt = performance.now();
    const frame = encodeEvents(this.#batch);
    this.#batch = [];
    this.#sendInOrder(frame);
  }

  #sendInOrder(frame: Buffer): void {
    const {delayMs} = this.#faults;
    if (delayMs === 0 && this.#delayed.length === 0) {
      this.#write(frame);
      return;
    }
    if (this.#delayed.length >= MAX_DELAYED_FRAMES) {
      this.cut();
      return;
    }
    // A shortened delay keeps the order of frames.
    const due = Math.max(Date.now() + delayMs, this.#delayed.at(-1)?.due ?? 0);
    this.#delayed.push({frame, due});
    this.#delayTimer ??= setTimeout(() => this.#writeDue(), delayMs);
  }

  #writeDue(): void {
    const now = Date.now();
    const later = this.#delayed.findIndex(({due}) => due > now);
    const ready = this.#delayed.splice(0, later < 0 ? this.#delayed.length : later);
    for (const {frame} of ready) this.#write(frame);
    const next = this.#delayed[0];
    this.#delayTimer = next && setTimeout(() => this.#writeDue(), next.due - now);
  }

  #write(frame: Buffer): void {
    if (this.#socket.readyState !== this.#socket.OPEN || this.#faults.isSilent(this.userId)) return;
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.cut();
      return;
    }
    this.#socket.send(frame, {binary: true});
  }
}
