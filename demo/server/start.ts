import type {AddressInfo} from 'node:net';
import type {App} from './app.ts';
import {connect} from './database/connect.ts';
import {migrate} from './database/migrate.ts';
import type {LogSink} from './logging.ts';
import {seed} from './seed/seed.ts';
import {buildServer} from './server.ts';
import type {Settings} from './settings.ts';
import {RestClient} from './tencent/rest-client.ts';

export interface Started {
  readonly port: number;
  /** Answers what was asked, takes nothing new, then lets go of everything. */
  stop(): Promise<void>;
}

/** Prepares the database, builds the server and listens. What was started is stopped again if a later step fails. */
export async function start(settings: Settings & {readonly databaseUrl: string}, logTo?: LogSink): Promise<Started> {
  const {sdkAppId, secretKey, imAdmin, imRestUrl, databaseUrl, host, port} = settings;
  const im = new RestClient({key: {sdkAppId, secretKey}, admin: imAdmin, baseUrl: imRestUrl});
  let lost = (_error: Error): void => undefined;
  const database = connect(databaseUrl, (error) => lost(error));
  const {db} = database;
  let app: App | undefined;
  const stop = async () => {
    await app?.close();
    im.close();
    await database.close();
  };
  try {
    await migrate(db);
    await seed(db, settings);
    const built = await buildServer(settings, {db, im, ...(logTo && {logTo})});
    app = built;
    lost = (err) => built.log.warn({err}, 'lost a connection to the database');
    await built.listen({host, port});
    const {port: listening} = built.server.address() as AddressInfo;
    return {port: listening, stop};
  } catch (error) {
    await stop();
    throw error;
  }
}
