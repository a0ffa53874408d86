/**
 * Distance from an end within which the list counts as scrolled to it, px. Less than a line, because positions on a
 * zoomed page are fractional.
 */
const NEAR_PX = 24;

/** Keeps a list scrolled to its end while the reader follows it, and in place while the reader has scrolled up. */
export class FollowLatest {
  #following = true;
  #missed = 0;
  #atStart = false;
  /** Last known scroll position, px: set by this class, or reported by a scroll event. */
  #scrollTop = 0;

  /** True if the newest line is in view and stays there. */
  get following(): boolean {
    return this.#following;
  }

  /** True if the reader has scrolled to the first line. */
  get atStart(): boolean {
    return this.#atStart && !this.#following;
  }

  /** Lines added while the reader was scrolled up. */
  get missed(): number {
    return this.#missed;
  }

  /** Updates the state after a scroll event. Returns true if the reader reached or left the end or the start. */
  handleScroll(list: {
    readonly scrollTop: number;
    readonly scrollHeight: number;
    readonly clientHeight: number;
  }): boolean {
    const atEnd = list.scrollHeight - list.clientHeight - list.scrollTop <= NEAR_PX;
    // Content that grew after the last scroll, such as a loaded picture, has not moved the reader.
    const following = atEnd || (this.#following && list.scrollTop >= this.#scrollTop);
    this.#scrollTop = list.scrollTop;
    const atStart = list.scrollTop <= NEAR_PX;
    if (following) this.#missed = 0;
    const changed = following !== this.#following || atStart !== this.#atStart;
    this.#following = following;
    this.#atStart = atStart;
    return changed;
  }

  /** Scrolls the list to its end while the reader follows. */
  scrollIfFollowing(list: HTMLElement): void {
    if (!this.#following) return;
    list.scrollTop = list.scrollHeight;
    this.#scrollTop = list.scrollTop;
  }

  /** Counts lines that were added at the end. */
  countAdded(lines: number): void {
    if (!this.#following) this.#missed += lines;
  }

  /** Follows the end from now on. */
  startFollowing(): void {
    this.#following = true;
    this.#missed = 0;
  }

  /** Stops following, because the reader scrolls up. */
  stopFollowing(): void {
    this.#following = false;
  }
}
