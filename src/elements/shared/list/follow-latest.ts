/** Pixels from either end within which the reader is there. A fraction of a line: zoom makes positions uneven. */
const NEAR_PX = 24;

/** Keeps a scrolling list at its end while its reader follows, and still while the reader reads further up. */
export class FollowLatest {
  #following = true;
  #missed = 0;
  #atStart = false;
  /** Where the list was last, px: moved by us, or seen to have moved. */
  #top = 0;

  /** Whether the newest line is in view and stays so. */
  get following(): boolean {
    return this.#following;
  }

  /** Whether the reader has gone up as far as there are lines. */
  get atStart(): boolean {
    return this.#atStart && !this.#following;
  }

  /** Lines that came while the reader was further up. */
  get missed(): number {
    return this.#missed;
  }

  /** The reader or we moved the list. True when that changed where the reader is. */
  scrolled(list: {readonly scrollTop: number; readonly scrollHeight: number; readonly clientHeight: number}): boolean {
    const atEnd = list.scrollHeight - list.clientHeight - list.scrollTop <= NEAR_PX;
    // What grew since we moved it, a picture that came or a line, has not moved the reader.
    const following = atEnd || (this.#following && list.scrollTop >= this.#top);
    this.#top = list.scrollTop;
    const atStart = list.scrollTop <= NEAR_PX;
    if (following) this.#missed = 0;
    const changed = following !== this.#following || atStart !== this.#atStart;
    this.#following = following;
    this.#atStart = atStart;
    return changed;
  }

  /** Puts the list at its end, where its reader is to be. */
  keepUp(list: HTMLElement): void {
    if (!this.#following) return;
    list.scrollTop = list.scrollHeight;
    this.#top = list.scrollTop;
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

  /** The reader asked for what is further up. */
  leave(): void {
    this.#following = false;
  }
}
