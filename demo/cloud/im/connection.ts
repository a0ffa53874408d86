import {randomInt} from 'node:crypto';
import type {WebSocket} from 'ws';
import type {Account} from './account.ts';
import type {Origin} from './callback-client.ts';
import type {Faults} from './faults.ts';
import type {Group} from './group.ts';
import type {Waiter} from './polls.ts';
import type {Ticket} from './ticket.ts';
import {encodeItems} from './wire.ts';

/** A client this far behind is cut: the memory of one slow reader is not the room's to pay. */
const MAX_BUFFERED_BYTES = 4 * 1_024 * 1_024;
const MAX_DELAYED_FRAMES = 10_000;
/** Items of rooms that come closer together than this travel in one frame, at most so many of them. */
const GATHER_MS = 20;
const MAX_GATHERED = 20;

/** Whose connection it is, from login to logout, kick or expiry. */
export interface Identity {
  readonly account: Account;
  readonly ticket: Ticket;
}

/** What a socket says of itself when it is opened, and where it comes from. */
export interface Claims {
  readonly instanceId: string;
  readonly sdkAppId: number;
  readonly origin: Origin;
  /** The name and port it reached the cloud by. */
  readonly host: string;
}

/** One WebSocket of one SDK instance. Who it speaks for is decided at login and by nothing it says later. */
export class Connection {
  identity: Identity | undefined;
  /** Groups it watches as a guest. */
  readonly guestOf = new Set<Group>();
  /** Its polls on hold, oldest first. */
  readonly waiters = new Set<Waiter>();
  readonly instId = randomInt(1, 0x7fff_ffff);
  alive = true;
  readonly #socket: WebSocket;
  readonly #faults: Faults;
  /** Frames held back by the fault `delayMs`, in order; `due` is in Unix milliseconds. */
  #delayed: {readonly frame: Buffer; readonly due: number}[] = [];
  #delay: NodeJS.Timeout | undefined;
  /** Items on their way, as JSON. */
  #items: string[] = [];
  #gather: NodeJS.Timeout | undefined;
  #lastItemsAt = -Infinity;

  /** The SDK's random id of itself: equal on the sockets of one page, different on every page. */
  readonly instanceId: string;
  readonly sdkAppId: number;
  readonly origin: Origin;
  readonly host: string;

  constructor(socket: WebSocket, faults: Faults, {instanceId, sdkAppId, origin, host}: Claims) {
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

  /** Something a room hears, as JSON. In a flood several share a frame: a client's work is by the frame. */
  push(item: string): void {
    this.#items.push(item);
    if (this.#items.length >= MAX_GATHERED) this.#sendItems();
    else this.#gather ??= setTimeout(() => this.#sendItems(), this.#lastItemsAt + GATHER_MS - performance.now());
  }

  send(frame: Buffer): void {
    if (this.#items.length > 0) this.#sendItems(); // Nothing overtakes.
    this.#sendInOrder(frame);
  }

  /** Ends the socket without a goodbye, as a lost network does. */
  cut(): void {
    this.#socket.terminate();
  }

  ping(): void {
    this.#socket.ping();
  }

  /** Once the socket has closed: nothing of it runs on. */
  end(): void {
    clearTimeout(this.#delay);
    clearTimeout(this.#gather);
    this.#delayed = [];
    this.#items = [];
    for (const waiter of [...this.waiters]) waiter.end();
    for (const group of this.guestOf) group.guestLeft(this);
    this.guestOf.clear();
  }

  #sendItems(): void {
    clearTimeout(this.#gather);
    this.#gather = undefined;
    this.#lastItemsAt = performance.now();
    const frame = encodeItems(this.#items);
    this.#items = [];
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
    // A delay that was shortened or taken back does not let later frames overtake.
    const due = Math.max(Date.now() + delayMs, this.#delayed.at(-1)?.due ?? 0);
    this.#delayed.push({frame, due});
    this.#delay ??= setTimeout(() => this.#writeDue(), delayMs);
  }

  #writeDue(): void {
    const now = Date.now();
    const later = this.#delayed.findIndex(({due}) => due > now);
    const ready = this.#delayed.splice(0, later < 0 ? this.#delayed.length : later);
    for (const {frame} of ready) this.#write(frame);
    const next = this.#delayed[0];
    this.#delay = next && setTimeout(() => this.#writeDue(), next.due - now);
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
