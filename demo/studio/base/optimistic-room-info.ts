import type {Outcome} from './outcome.ts';
import type {RoomPoll} from './room-poll.ts';
import type {RoomInfo} from './server-types.ts';
import type {Translations} from './translations.ts';

/**
 * Responses to requests made this long after a change are always used, because another operator may have changed the
 * same value. Earlier responses may come from a cache, which is a second old at most.
 */
const BEHIND_MS = 2_000;

/** The values of a room that the studio sets. */
export interface RoomSettings extends Pick<RoomInfo, 'status' | 'notice' | 'slowMode' | 'mutedAll'> {
  /** Id of the first product on show, null for none. */
  readonly productId: string | null;
  /** Ids of all products on show, separated by spaces. */
  readonly productIds: string;
  /** The notice's translations as JSON, so that two of them compare. */
  readonly noticeTranslations: string;
}

interface Change {
  readonly values: Partial<RoomSettings>;
  /** When the server had accepted it, by `performance.now()`. Undefined while it waits or is being sent. */
  acceptedAt?: number;
}

/**
 * The room's settings as the operator left them. A change in this tab counts at once: a second press starts from it,
 * although the polled room still has the old value. Fires `change`.
 */
export class OptimisticRoomInfo extends EventTarget {
  readonly #poll: RoomPoll;
  /** The oldest first. */
  #changes: readonly Change[] = [];

  constructor(poll: RoomPoll, signal: AbortSignal) {
    super();
    this.#poll = poll;
    poll.addEventListener('room', () => this.#compare(), {signal});
  }

  /** Undefined until the room is known. The same applies to the other values. */
  get status(): RoomSettings['status'] | undefined {
    return this.#value('status');
  }

  get notice(): string | undefined {
    return this.#value('notice');
  }

  /** The notice's translations as JSON. */
  get noticeTranslations(): string | undefined {
    return this.#value('noticeTranslations');
  }

  /** Seconds between two comments of one viewer; 0 without slow mode. */
  get slowMode(): number | undefined {
    return this.#value('slowMode');
  }

  get mutedAll(): boolean | undefined {
    return this.#value('mutedAll');
  }

  get productId(): string | null | undefined {
    return this.#value('productId');
  }

  get productIds(): string | undefined {
    return this.#value('productIds');
  }

  /** Changes values by a call. They count from now on, and no longer if the call fails. */
  async change(values: Partial<RoomSettings>, call: () => Promise<void>): Promise<void> {
    const change = this.#add(values);
    try {
      await this.#send(change, call);
    } finally {
      this.#dropUnsent(change);
    }
  }

  /**
   * The same by `outcome.latest`, so that a newer press replaces one that waits.
   *
   * @returns True if these values were sent.
   */
  async changeLatest(
    outcome: Outcome,
    key: string,
    values: Partial<RoomSettings>,
    call: () => Promise<void>,
    done: () => string,
  ): Promise<boolean> {
    const change = this.#add(values);
    const isSent = await outcome.latest(key, () => this.#send(change, call), done);
    this.#dropUnsent(change);
    return isSent;
  }

  #value<K extends keyof RoomSettings>(name: K): RoomSettings[K] | undefined {
    const newest = this.#changes.filter(({values}) => values[name] !== undefined).pop();
    return (newest?.values ?? this.#polled)?.[name];
  }

  get #polled(): RoomSettings | undefined {
    const {room} = this.#poll;
    if (!room) return undefined;
    const products = room.products ?? (room.product ? [room.product] : []);
    return {
      ...room,
      productId: room.product?.id ?? null,
      productIds: products.map(({id}) => id).join(' '),
      noticeTranslations: noticeTranslationsOf(room.translations),
    };
  }

  #add(values: Partial<RoomSettings>): Change {
    const change: Change = {values};
    this.#changes = [...this.#changes, change];
    this.#changed();
    return change;
  }

  async #send(change: Change, call: () => Promise<void>): Promise<void> {
    await call();
    change.acceptedAt = performance.now();
    this.#dropReplaced(change);
    await this.#poll.refresh();
  }

  /** Drops older changes of the same values. Otherwise the oldest would return when the polled room has the newest. */
  #dropReplaced({values}: Change): void {
    const newest = this.#changes.findIndex((other) => other.values === values);
    this.#changes = this.#changes.filter(
      (other, index) => index >= newest || !namesOf(other).every((name) => name in values),
    );
  }

  #dropUnsent(change: Change): void {
    if (change.acceptedAt !== undefined) return;
    this.#changes = this.#changes.filter((other) => other !== change);
    this.#changed();
  }

  /** Drops the changes that the polled room has, or must have by now. */
  #compare(): void {
    const {askedAt} = this.#poll;
    const polled = this.#polled!;
    this.#changes = this.#changes.filter((change) => {
      const {values, acceptedAt} = change;
      if (acceptedAt === undefined || askedAt < acceptedAt) return true;
      const agrees = namesOf(change).every((name) => values[name] === polled[name]);
      return !agrees && askedAt < acceptedAt + BEHIND_MS;
    });
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The notices among a room's translations as JSON, in the order of their languages. */
export function noticeTranslationsOf(translations: Translations = {}): string {
  const notices = Object.entries(translations).flatMap(([lang, {notice}]) =>
    notice ? [[lang, {notice}] as const] : [],
  );
  return JSON.stringify(Object.fromEntries(notices.sort(([one], [other]) => (one < other ? -1 : 1))));
}

function namesOf({values}: Change): readonly (keyof RoomSettings)[] {
  return Object.keys(values) as (keyof RoomSettings)[];
}
