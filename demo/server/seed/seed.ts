import type {Kysely} from 'kysely';
import type {Database} from '../database/schema.ts';
import {insertRooms} from '../rooms/rooms.ts';
import type {Settings} from '../settings.ts';
import {openAccounts} from '../viewers/accounts.ts';
import {SEED_ACCOUNTS, SEED_SERVICE} from './accounts.ts';
import {SEED_ROOMS} from './rooms.ts';

/** Puts in what is not there yet: the service's account always, rooms and hosts in the demo. What people changed since stays. */
export async function seed(db: Kysely<Database>, {imService, viewers}: Settings): Promise<void> {
  const demo = viewers.from === 'demo';
  const service = demo ? SEED_SERVICE : {nick: 'Service', avatar: '', balance: 0};
  await openAccounts(db, [{userId: imService, ...service}]);
  if (!demo) return;
  await openAccounts(db, SEED_ACCOUNTS);
  await insertRooms(db, SEED_ROOMS);
}
