import type {Kysely} from 'kysely';
import {databaseNowS} from '../database/clock.ts';
import type {Database} from '../database/schema.ts';
import {insertGifts} from '../features/gifts/index.ts';
import {insertProducts, listProducts} from '../features/products/index.ts';
import {insertRooms, updateFeatured} from '../features/rooms/index.ts';
import type {Settings} from '../settings/settings.ts';
import {openAccounts} from '../features/accounts/index.ts';
import {SEED_ACCOUNTS, SEED_SERVICE} from './accounts.ts';
import {SEED_GIFTS} from './gifts.ts';
import {SEED_PRODUCTS} from './products.ts';
import {seedRooms} from './rooms.ts';

/** The room with products. */
const DEMO = 'demo';

/** Inserts missing rows: the service account always, and in the demo hosts, rooms, gifts and products. Existing rows stay as they are. */
export async function seed(db: Kysely<Database>, {imService, viewers}: Settings): Promise<void> {
  const demo = viewers.from === 'demo';
  const service = demo ? SEED_SERVICE : {nick: 'Service', avatar: ''};
  await openAccounts(db, [{userId: imService, ...service}]);
  if (!demo) return;
  await openAccounts(db, SEED_ACCOUNTS);
  await insertRooms(db, seedRooms(await databaseNowS(db)));
  await insertGifts(db, SEED_GIFTS);
  if ((await listProducts(db, DEMO)).length) return;
  await insertProducts(db, DEMO, SEED_PRODUCTS);
  await updateFeatured(db, DEMO, [SEED_PRODUCTS[0]!.id]);
}
