/** The custom state of a launcher: one at a time. Browsers without custom states show none. */
export class LauncherState {
  readonly #host: HTMLElement;
  #internals: ElementInternals | undefined;
  #shown: string | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  show(name: string | undefined): void {
    if (name === this.#shown) return;
    this.#internals ??= this.#host.attachInternals?.() as ElementInternals | undefined;
    const states = this.#internals?.states;
    for (const old of [this.#shown, `--${this.#shown}`]) states?.delete(old!);
    this.#shown = name;
    if (!name) return;
    try {
      states?.add(name);
    } catch {
      states?.add(`--${name}`); // Chromium 90 to 124 accepts only dashed names.
    }
  }
}
