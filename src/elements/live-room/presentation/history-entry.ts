/** Marks an entry of the history that belongs to a room over the page. */
const MARK = 'live-room/overlay';

/** Marks of the rooms that are over the page. */
const open = new Set<number>();

/** True from leaving an entry until the browser has left it. A second step back in this time would leave the page. */
let isLeaving = false;

/** Index of the entry that the browser was at before, where there is a Navigation API. */
let formerIndex = -1;

/** Skips an entry on the way back if its room is small or closed. Never on the way forward, where the next entry would be out of reach. */
function handleReturn(): void {
  isLeaving = false;
  const mark = currentMark();
  if (mark !== undefined && !open.has(mark) && formerIndex > indexNow()) goBack();
}

function goBack(): void {
  if (isLeaving) return;
  isLeaving = true;
  history.back();
}

// Both listen as long as the page lives: an entry stays in the history after its room.
const listenOnce = () => {
  if (formerIndex >= 0) return;
  formerIndex = 0;
  addEventListener('popstate', handleReturn);
  navigationOf()?.addEventListener('currententrychange', ({from}) => (formerIndex = from.index));
};

/**
 * Leaves the entry of a room that was over the page before a reload. Only where there is a Navigation API, which tells that the entry
 * before is of the same page: a router may copy the state to an entry of its own.
 */
export function leaveFormerEntry(): void {
  const mark = currentMark();
  const before = navigationOf()?.entries()[indexNow() - 1];
  if (mark === undefined || open.has(mark) || !before?.sameDocument || before.url !== location.href) return;
  listenOnce();
  goBack();
}

/**
 * A history entry for a dialog over the page. The back button and the back gesture close the dialog and keep the page.
 */
export class HistoryEntry {
  readonly #lifetime = new AbortController();
  readonly #id = Math.random();

  constructor(onBack: () => void) {
    listenOnce();
    const {signal} = this.#lifetime;
    if (isLeaving) addEventListener('popstate', () => this.#enter(onBack), {signal, once: true});
    else this.#enter(onBack);
  }

  /** Leaves the entry if it is still the current one after the event in which the page may add its own. */
  remove(): void {
    this.#lifetime.abort();
    open.delete(this.#id);
    setTimeout(() => {
      if (currentMark() === this.#id) goBack();
    });
  }

  #enter(onBack: () => void): void {
    const state: unknown = history.state;
    const marked = {...(typeof state === 'object' ? state : undefined), [MARK]: this.#id};
    try {
      // The entry of a room that was over the page before is used again.
      if (currentMark() !== undefined && !open.has(currentMark()!)) history.replaceState(marked, '');
      else history.pushState(marked, '');
    } catch {
      return; // A document without its own address has no history.
    }
    open.add(this.#id);
    addEventListener('popstate', () => currentMark() !== this.#id && onBack(), {signal: this.#lifetime.signal});
  }
}

function currentMark(): number | undefined {
  const state = history.state as Record<string, number> | null;
  return typeof state === 'object' ? state?.[MARK] : undefined;
}

interface HistoryEvents {
  readonly currentEntry: {readonly index: number} | null;
  entries(): readonly {readonly sameDocument: boolean; readonly url: string | null}[];
  addEventListener(
    type: 'currententrychange',
    listener: (event: {readonly from: {readonly index: number}}) => void,
  ): void;
}

/** Older browsers have none. */
function navigationOf(): HistoryEvents | undefined {
  return (globalThis as {navigation?: HistoryEvents}).navigation;
}

function indexNow(): number {
  return navigationOf()?.currentEntry?.index ?? Infinity;
}
