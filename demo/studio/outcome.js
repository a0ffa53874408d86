import {inLanguage, t} from './language.js';

/** Shows the result of an action beside its control. A running action is not started twice. */
export class Outcome {
  #output;
  #area;
  #busy = false;
  /** The setting to write after the running action. */
  #next;
  #words = () => '';

  /** @param area What is shown to be busy, the form or the section. */
  constructor(output, area = output.parentElement) {
    this.#output = output;
    this.#area = area;
    inLanguage(() => (output.textContent = this.#words()));
  }

  /**
   * Does it, and answers whether it was done.
   *
   * @param work Async.
   * @param done Words for what came of it; called again when the language changes.
   */
  async run(work, done) {
    if (this.#busy) return false;
    this.#busy = true;
    this.#area.setAttribute('aria-busy', 'true');
    this.#show('pending', () => t('working'));
    try {
      const result = await work();
      this.#show('done', () => done(result));
      return true;
    } catch (error) {
      this.#show('failed', () => inWords(error));
      return false;
    } finally {
      this.#busy = false;
      this.#area.removeAttribute('aria-busy');
      const next = this.#next;
      this.#next = undefined;
      if (next) next.resolve(this.run(next.work, next.done));
    }
  }

  /**
   * As `run`, for work that writes a setting: during a running action the newest one waits for its end, and replaces one that
   * waits already.
   */
  set(work, done) {
    if (!this.#busy) return this.run(work, done);
    this.#next?.resolve(false);
    return new Promise((resolve) => (this.#next = {work, done, resolve}));
  }

  clear() {
    this.#show('', () => '');
  }

  #show(kind, words) {
    this.#words = words;
    this.#output.className = `outcome ${kind}`;
    this.#output.textContent = words();
  }
}

const KNOWN = [
  'UNREACHABLE',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'TOO_FAST',
  'ROOM_ENDED',
  'UNAVAILABLE',
];

/** The contract's errors as sentences. What the server has to add is for developers, and told where it helps. */
export function inWords(error) {
  const {code, message, retryAfter, said} = error;
  if (said) return said;
  if (code === 'INVALID') return t('INVALID', {message});
  if (code === 'TOO_FAST' && retryAfter) return t('TOO_FAST_FOR', {seconds: retryAfter});
  return KNOWN.includes(code) ? t(code) : t('FAILED', {message: [code, message].filter(Boolean).join(': ')});
}
