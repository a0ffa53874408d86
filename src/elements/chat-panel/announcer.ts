/** Time between two announcements to a screen reader, ms. */
const INTERVAL_MS = 3_000;

export interface AnnouncerOptions {
  /** Puts a sentence into the live region. */
  readonly speak: (sentence: string) => void;
  /** Returns the sentence for several lines. */
  readonly summary: (count: number) => string;
}

/**
 * Limits announcements in a busy chat to one per interval: a single line is read in full, several lines as their
 * number.
 */
export class Announcer {
  readonly #options: AnnouncerOptions;
  #first = '';
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  announce(line: string): void {
    if (!this.#count++) this.#first = line;
    if (this.#timer === undefined) this.#flush();
  }

  /** Stops the timer and drops lines that were not announced. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#count = 0;
  }

  #flush(): void {
    this.#timer = undefined;
    if (!this.#count) return;
    this.#options.speak(this.#count === 1 ? this.#first : this.#options.summary(this.#count));
    this.#count = 0;
    this.#timer = setTimeout(() => this.#flush(), INTERVAL_MS);
  }
}
