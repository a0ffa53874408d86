import {setImmediate as nextTurn} from 'node:timers/promises';
import {sql, type Kysely} from 'kysely';
import {fallbackName} from '../../../../../src/protocol/text/display-name.ts';
import {announceChange, EVERYTHING} from '../../database/changes.ts';
import type {Database} from '../../database/schema.ts';
import {WordList, type WordLists} from './word-list.ts';

/** Time after which building a list yields to other work. */
const WORK_MS = 3;

/** Checks texts against the list of forbidden words, which all processes share. */
export class WordFilter {
  readonly #db: Kysely<Database>;
  #version = -1;
  #list: WordList | undefined;
  #reading: Promise<void> | undefined;
  #again = false;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Returns the text with masked words replaced; undefined if it contains a refused word. */
  mask(text: string): string | undefined {
    return this.#list ? this.#list.mask(text) : text;
  }

  /** Does the same for the parts of one text: a word may span several. */
  maskParts(texts: readonly string[]): readonly string[] | undefined {
    return this.#list ? this.#list.maskParts(texts) : texts;
  }

  /** True if the text contains a refused or a masked word. */
  hasListedWord(text: string): boolean {
    return this.mask(text) !== text;
  }

  /**
   * Returns the nick if it contains no listed word. Otherwise clients show the user id, and the result is empty; if the user id
   * contains a listed word too, the result is a made-up name.
   */
  cleanNick({nick, userId}: {readonly nick: string; readonly userId: string}): string {
    if (nick && !this.hasListedWord(nick)) return nick;
    return this.hasListedWord(userId) ? fallbackName(userId) : '';
  }

  /** The name that others see: the clean nick, or the user id. */
  publicName(person: {readonly nick: string; readonly userId: string}): string {
    return this.cleanNick(person) || person.userId;
  }

  /** Replaces the whole list. Resolves when this process uses it. Other processes use it a moment later. */
  async replace({refused, masked}: WordLists): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('word_list')
        .set({refused: [...refused], masked: [...masked], version: sql`version + 1`})
        .execute();
      await announceChange(transaction, EVERYTHING);
    });
    await this.refresh();
  }

  /** Reads the list again if it has changed. */
  async refresh(): Promise<void> {
    this.#again = true;
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    await this.#reading;
  }

  async #read(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const {version} = await this.#db.selectFrom('word_list').select('version').executeTakeFirstOrThrow();
      if (version === this.#version) continue;
      const row = await this.#db.selectFrom('word_list').selectAll().executeTakeFirstOrThrow();
      this.#list = row.refused.length + row.masked.length ? await WordList.build(row, yielding()) : undefined;
      this.#version = row.version;
    }
  }
}

/** Returns a function that yields to other work once `WORK_MS` have passed since it last did. */
function yielding(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < WORK_MS) return;
    await nextTurn();
    since = performance.now();
  };
}
