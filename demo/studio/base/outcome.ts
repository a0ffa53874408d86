import {html, type TemplateResult} from 'lit';
import {t} from './language.ts';
import {errorText} from './error-text.ts';

type Kind = '' | 'pending' | 'done' | 'failed';

interface Press<T = unknown> {
  readonly work: () => Promise<T>;
  readonly done: (result: T) => string;
  readonly settle: (wasDone: boolean) => void;
}

/**
 * Runs the actions of one area one after another, and shows the result of the last one. Actions with different keys
 * wait for each other. The key decides how a second press of the same control is handled.
 */
export class Outcome {
  readonly #changed: () => void;
  readonly #waiting = new Map<string, Press>();
  #running: string | undefined;
  #kind: Kind = '';
  #text: () => string = () => '';

  /** @param changed Called when `view` has changed. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** True while an action runs or waits: any action, or the one with this key. */
  busy(key?: string): boolean {
    if (key === undefined) return this.#running !== undefined;
    return this.#running === key || this.#waiting.has(key);
  }

  /**
   * Runs an action that must not happen twice, such as a broadcast. A press while the same action runs does nothing.
   *
   * @param done Returns the text of the result; called again after a change of the language.
   * @returns True if this press did it.
   */
  once<T>(key: string, work: () => Promise<T>, done: (result: T) => string): Promise<boolean> {
    return this.busy(key) ? Promise.resolve(false) : this.#queue(key, work, done);
  }

  /**
   * Sets a value. While an earlier value is being sent, the newest value waits and replaces an earlier waiting one.
   *
   * @returns True if this value was sent. False if it failed or a newer one replaced it.
   */
  latest<T>(key: string, work: () => Promise<T>, done: (result: T) => string): Promise<boolean> {
    return this.#queue(key, work, done);
  }

  /** Shows a result that no action of this page caused. */
  fail(error: unknown): void {
    this.#show('failed', () => errorText(error));
  }

  /** Shows a text. */
  say(text: () => string): void {
    this.#show('done', text);
  }

  clear(): void {
    if (!this.busy()) this.#show('', () => '');
  }

  get view(): TemplateResult {
    return html`<output class="outcome ${this.#kind}">${this.#text()}</output>`;
  }

  #queue<T>(key: string, work: () => Promise<T>, done: (result: T) => string): Promise<boolean> {
    this.#waiting.get(key)?.settle(false);
    this.#waiting.delete(key);
    return new Promise((settle) => {
      this.#waiting.set(key, {work, done: done as (result: unknown) => string, settle});
      if (this.#running === undefined) void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    for (let next = this.#takeNext(); next; next = this.#takeNext()) {
      const {work, done, settle} = next;
      this.#show('pending', () => t('working'));
      let wasDone = false;
      try {
        const result = await work();
        wasDone = true;
        this.#show('done', () => done(result));
      } catch (error) {
        this.#show('failed', () => errorText(error));
      }
      this.#running = undefined;
      settle(wasDone);
    }
    this.#changed();
  }

  #takeNext(): Press | undefined {
    const [first] = this.#waiting;
    if (!first) return undefined;
    this.#waiting.delete(first[0]);
    this.#running = first[0];
    return first[1];
  }

  #show(kind: Kind, text: () => string): void {
    this.#kind = kind;
    this.#text = text;
    this.#changed();
  }
}
