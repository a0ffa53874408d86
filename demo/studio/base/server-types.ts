/** Responses of the business server and of the shop, as far as the studio reads them. */
import type {Lottery, RoomStatus, Sender} from '../../../src/protocol/messages.js';
import type {Poll} from '../../../src/protocol/polls.js';
import type {Credentials} from '../../../src/session/session.js';

export interface RoomInfo {
  readonly roomId: string;
  readonly title: string;
  readonly status: RoomStatus;
  readonly notice: string;
  readonly translations?: Readonly<Record<string, {readonly title?: string; readonly notice?: string}>>;
  /** The first product on show. */
  readonly product: {readonly id: string; readonly v: number} | null;
  /** All products on show, three at most. */
  readonly products?: readonly {readonly id: string; readonly v: number}[];
  /** Unix seconds. */
  readonly startsAt?: number;
  readonly poster?: string;
  readonly trailerUrl?: string;
  readonly nextRoomId?: string;
  readonly lottery?: Lottery;
  readonly poll?: Poll;
  readonly pin?: {readonly v: number; readonly seq?: number; readonly text?: string};
  readonly slowMode: number;
  readonly mutedAll: boolean;
}

export interface Stats {
  readonly viewersNow: number;
  readonly viewersPeak: number;
  readonly comments: number;
  readonly likes: number;
  readonly gifts: number;
  readonly giftValue: number;
  readonly refused: number;
  readonly entries: number;
}

/** A product on a room's shelf, as the operator sees it. */
export interface ShelfProduct {
  readonly id: string;
  readonly v: number;
  readonly title: string;
  readonly image: string;
  /** In the currency's minor unit. */
  readonly price: number;
  readonly currency: string;
  readonly stock: number;
  readonly href: string;
  readonly compareAt?: number;
  readonly badge?: string;
  readonly images?: readonly string[];
  readonly variants?: readonly ProductVariant[];
  readonly translations?: Readonly<Record<string, {readonly title?: string; readonly badge?: string}>>;
}

export interface ProductVariant {
  readonly id: string;
  readonly title: string;
  /** In the currency's minor unit. */
  readonly price: number;
  readonly stock: number;
  readonly image?: string;
  readonly translations?: Readonly<Record<string, {readonly title?: string}>>;
}

/** A gift of the catalogue. */
export interface CatalogueGift {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
  /** Coins. */
  readonly price: number;
  /** The name of a built-in effect, or the address of a file. */
  readonly effect?: string;
  readonly combo: boolean;
  readonly translations?: Readonly<Record<string, {readonly name?: string}>>;
}

/** Access to the room's video for a publisher. */
export interface PublisherRtc {
  readonly userId: string;
  readonly userSig: string;
  readonly roomId: string;
  readonly privateMapKey?: string;
}

/** The host's own sign-in. */
export interface HostSession extends Credentials {
  readonly rtc: PublisherRtc;
  readonly rtcServer?: string;
}

export interface Report {
  readonly seq: number;
  readonly reason: string;
  /** User id. */
  readonly reporter: string;
  readonly from: Pick<Sender, 'userId' | 'nick'>;
  readonly text: string;
  /** Unix seconds. */
  readonly time: number;
}

/** A comment that a viewer marked as a question. */
export interface Question {
  readonly seq: number;
  /** Unix seconds. */
  readonly time: number;
  readonly state: 'open' | 'answering' | 'answered';
  readonly from: Pick<Sender, 'userId' | 'nick'>;
  readonly text: string;
}

/** Numbers of viewers in each step, and of orders. */
export interface Funnel {
  readonly productId: string;
  readonly shown: number;
  readonly seen: number;
  readonly selected: number;
  readonly added: number;
  readonly purchased: number;
  readonly confirmed: number;
  /** In the currency's minor unit. */
  readonly amount: number;
}

export interface SalesReport {
  readonly joined: number;
  readonly watchedMinutes: number;
  readonly products: readonly (Funnel & {readonly title: string; readonly currency: string})[];
  /** The oldest first; `at` is Unix seconds. */
  readonly minutes: readonly {
    readonly at: number;
    readonly joined: number;
    readonly watched: number;
    readonly gifts: number;
    readonly polls: number;
    readonly products: readonly Funnel[];
  }[];
}

export interface BotsRate {
  readonly messagesPerSecond: number;
}
