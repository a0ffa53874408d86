/** The business server, with an embedded PostgreSQL if `DATABASE_URL` is not set. */
import {serve} from '../server/src/commands/serve.ts';
import {startEmbeddedDatabase} from './postgres/embedded-postgres.ts';

const DATABASE_FOLDER = '.data/server';

process.exit(await serve(process.env, {ownDatabase: (signal) => startEmbeddedDatabase(DATABASE_FOLDER, signal)}));
