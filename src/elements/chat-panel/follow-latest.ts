/** Pixels from the end within which the reader counts as following. A fraction of a line: zoom makes positions uneven. */
const NEAR_END_PX = 24;

/** Keeps a scrolling list at its end while its reader follows, and still while the reader reads further up. */
export class FollowLatest {
  #following = true;
  #missed = 0;

  /** Whether the newest line is in view and stays so. */
  get following(): boolean {
    return this.#following;
  }

  /** Lines that came while the reader was further up. */
  get missed(): number {
    return this.#missed;
  }

  /** The reader or we moved the list. True when that changed whether the list follows. */
  scrolled(list: {readonly scrollTop: number; readonly scrollHeight: number; readonly clientHeight: number}): boolean {
    const following = list.scrollHeight - list.clientHeight - list.scrollTop <= NEAR_END_PX;
    if (following) this.#missed = 0;
    const changed = following !== this.#following;
    this.#following = following;
    return changed;
  }

  /** Lines came at the end. */
  grew(lines: number): void {
    if (!this.#following) this.#missed += lines;
  }

  /** The reader asked for the end. */
  follow(): void {
    this.#following = true;
    this.#missed = 0;
  }
}
