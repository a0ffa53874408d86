/** A screen reader is given one sentence per interval: the line itself when it came alone, else how many came. */
const INTERVAL_MS = 3_000;

export interface AnnouncerOptions {
  /** Puts a sentence where a screen reader finds it. */
  readonly say: (sentence: string) => void;
  /** The sentence for several lines. */
  readonly summary: (count: number) => string;
}

/** Throttles what a busy chat says aloud: two lines within three seconds are a summary, never fifty sentences. */
export class Announcer {
  readonly #options: AnnouncerOptions;
  #first = '';
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  heard(line: string): void {
    if (!this.#count++) this.#first = line;
    if (this.#timer === undefined) this.#flush();
  }

  /** Ends its timer; what waits is not said. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#count = 0;
  }

  #flush(): void {
    this.#timer = undefined;
    if (!this.#count) return;
    this.#options.say(this.#count === 1 ? this.#first : this.#options.summary(this.#count));
    this.#count = 0;
    this.#timer = setTimeout(() => this.#flush(), INTERVAL_MS);
  }
}
