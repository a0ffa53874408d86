import {readFileSync, renameSync, writeFileSync} from 'node:fs';

/** The bots' tokens by nick, stored in a file, so that the same viewers return after a restart. */
export class TokenStore {
  readonly #file: string | undefined;
  readonly #tokens: Map<string, string>;

  /** @param file Undefined: tokens live as long as the process. */
  constructor(file: string | undefined) {
    this.#file = file;
    this.#tokens = new Map(Object.entries(read(file)));
  }

  get(nick: string): string | undefined {
    return this.#tokens.get(nick);
  }

  set(nick: string, token: string): void {
    if (this.#tokens.get(nick) === token) return;
    this.#tokens.set(nick, token);
    this.#write();
  }

  delete(nick: string): void {
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
    return {}; // The file is missing or damaged, so every bot registers again.
  }
}
