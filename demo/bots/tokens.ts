import {readFileSync, renameSync, writeFileSync} from 'node:fs';

/** The viewers' tokens by nick, kept in a file: tomorrow the same people come again. */
export class Tokens {
  readonly #file: string | undefined;
  readonly #tokens: Map<string, string>;

  /** @param file Kept only for as long as the process runs when undefined. */
  constructor(file: string | undefined) {
    this.#file = file;
    this.#tokens = new Map(Object.entries(read(file)));
  }

  of(nick: string): string | undefined {
    return this.#tokens.get(nick);
  }

  keep(nick: string, token: string): void {
    if (this.#tokens.get(nick) === token) return;
    this.#tokens.set(nick, token);
    this.#write();
  }

  forget(nick: string): void {
    if (this.#tokens.delete(nick)) this.#write();
  }

  #write(): void {
    if (!this.#file) return;
    writeFileSync(`${this.#file}.new`, JSON.stringify(Object.fromEntries(this.#tokens)), {mode: 0o600});
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function read(file: string | undefined): Record<string, string> {
  if (!file) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    return {}; // The first evening, or a file cut short: everybody is new.
  }
}
