import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {awardPresencePoints, deleteOldPresences, savePresenceChanges, type PresenceChange} from './presence.ts';

/** A viewer's points after some were added. */
export interface ViewerPoints {
  readonly userId: string;
  readonly points: number;
}

/** Stores which viewers are in which room, and until when they have received points for it. */
export interface PresenceStore {
  /** Stores joins and leaves. A repeated or outdated report changes nothing. */
  save(changes: readonly PresenceChange[]): Promise<void>;
  /** Gives viewers points for their time in rooms, once over all processes. Returns the new points of those who got some. */
  award(): Promise<readonly ViewerPoints[]>;
  /** Rooms with viewers that PostgreSQL does not know of. */
  readonly occupiedRooms: readonly string[];
  /** Deletes entries that are too old to count. */
  tidy(): Promise<void>;
  /** Writes the points that `award` could not write. */
  stop(): Promise<void>;
}

/** The table `presences`. */
export class PostgresPresenceStore implements PresenceStore {
  readonly occupiedRooms = [];
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  save(changes: readonly PresenceChange[]): Promise<void> {
    return savePresenceChanges(this.#db, changes);
  }

  award(): Promise<readonly ViewerPoints[]> {
    return awardPresencePoints(this.#db);
  }

  tidy(): Promise<void> {
    return deleteOldPresences(this.#db);
  }

  async stop(): Promise<void> {}
}
