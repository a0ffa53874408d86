/** A button that was pressed. */
export interface Press {
  readonly place: 'page' | 'room';
  readonly kind: string;
  /** Unix time, ms with fractions. */
  readonly at: number;
}

/** What `watch-cart.js` gives the page as `cartWatch`. */
export interface CartWatch {
  start(): Promise<void>;
  press(seeds: readonly number[]): readonly Press[];
  /** Resolves when no change is under way in this tab. */
  settled(): Promise<void>;
  read(): Promise<{
    readonly views: readonly string[];
    readonly basket: string;
    /** Unix time, ms with fractions. */
    readonly changedAt: Readonly<Record<'page' | 'room', number>>;
  }>;
}
