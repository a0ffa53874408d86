import {setImmediate as nextTurn} from 'node:timers/promises';
import {sql, type Kysely} from 'kysely';
import {fallbackName} from '../../../../../src/protocol/display-name.ts';
import {announceChange, EVERYTHING} from '../../database/changes.ts';
import type {Database} from '../../database/schema.ts';
import {WordList, type WordLists} from './word-list.ts';

/** Building a list gives way to what else there is to do after so many ms. */
const WORK_MS = 3;

/** The forbidden words, the same in all processes. */
export class WordFilter {
  readonly #db: Kysely<Database>;
  #version = -1;
  #list: WordList | undefined;
  #reading: Promise<void> | undefined;
  #again = false;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** The text as it may be said; undefined if it may not. */
  allow(text: string): string | undefined {
    return this.#list ? this.#list.allow(text) : text;
  }

  /** Checks texts as one. Returns each with masked words replaced; undefined if there is a refused word. */
  allowTogether(texts: readonly string[]): readonly string[] | undefined {
    return this.#list ? this.#list.allowTogether(texts) : texts;
  }

  /** True if the text contains no forbidden word. */
  isFine(text: string): boolean {
    return this.allow(text) === text;
  }

  /** The name if it may be shown, else empty: it may be older than the list. */
  name(nick: string): string {
    return this.isFine(nick) ? nick : '';
  }

  /** The nick, or empty where everybody may read the user id instead; a made-up name where that holds a listed word. */
  nickOf({nick, userId}: {readonly nick: string; readonly userId: string}): string {
    return this.name(nick) || (this.isFine(userId) ? '' : fallbackName(userId));
  }

  /** The name that everybody reads. */
  nameOf(person: {readonly nick: string; readonly userId: string}): string {
    return this.nickOf(person) || person.userId;
  }

  /** Puts these words in the place of all before. Resolves once they hold here; elsewhere they do a moment later. */
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

  /** Makes sure of the newest list. */
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
      this.#list = row.refused.length + row.masked.length ? await WordList.build(row, givingWay()) : undefined;
      this.#version = row.version;
    }
  }
}

function givingWay(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < WORK_MS) return;
    await nextTurn();
    since = performance.now();
  };
}
