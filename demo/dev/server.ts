/** The business server with an embedded PostgreSQL where `DATABASE_URL` names none. */
import {serve} from '../server/src/commands/serve.ts';
import {startEmbeddedDatabase} from './postgres/embedded-postgres.ts';

const DATABASE_FOLDER = '.data/server';

process.exit(await serve(process.env, {ownDatabase: (signal) => startEmbeddedDatabase(DATABASE_FOLDER, signal)}));
