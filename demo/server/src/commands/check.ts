import {randomBytes} from 'node:crypto';
import {setTimeout as wait} from 'node:timers/promises';
import type {Kysely} from 'kysely';
import type {Database} from '../database/schema.ts';
import {EXPECTED_CALLBACKS, readSightings} from '../features/callbacks/index.ts';
import {placesOf, type RedisAddress} from '../redis/address.ts';
import {Redis} from '../redis/redis.ts';
import type {Settings} from '../settings/settings.ts';
import {ACCOUNTS_A_CALL, writeProfiles} from '../tencent/accounts.ts';
import {REST_CALLS_PER_SECOND} from '../tencent/call-budgets.ts';
import {missingFeatures} from '../tencent/features.ts';
import {changeGroup, createGroup, destroyGroup} from '../tencent/groups.ts';
import {ImError} from '../tencent/im-error.ts';
import {sendComment} from '../tencent/messages.ts';
import {RestClient} from '../tencent/rest-client.ts';
import {withDatabase} from './with-database.ts';

/** Custom fields of a room's group, which the console must define. */
const FIELDS = ['status', 'product', 'pin'];
/** Callbacks that this command causes in its own group. */
const CAUSED = ['Group.CallbackBeforeSendMsg', 'Group.CallbackAfterSendMsg'];
/** Longest time for these callbacks to reach a server and be recorded. */
const CALLBACKS_MS = 8_000;
const POLL_EVERY_MS = 250;
/** A server records a received callback at most once a minute. */
const RECORD_EVERY_S = 60;

/** Prints one line for each requirement. */
export type Print = (line: string) => void;

/**
 * Checks that the Tencent app has the features that the server needs: signature, custom fields, features of the
 * edition, callbacks. Creates its own group for that and dismisses it. Servers that run on the same database record the
 * callbacks. Also prints Tencent's limits. @param callbacksMs Longest wait for the callbacks that it causes. @returns
 * The number of missing requirements.
 */
export async function checkApp(
  settings: Settings,
  print: Print = console.log,
  callbacksMs = CALLBACKS_MS,
): Promise<number> {
  const {sdkAppId, secretKey, imAdmin: admin, imRestUrl: baseUrl, imService, restCallsPerSecond} = settings;
  const rest = new RestClient({key: {sdkAppId, secretKey}, admin, baseUrl});
  const groupId = `check-${randomBytes(6).toString('hex')}`;
  const recentS = RECORD_EVERY_S + callbacksMs / 1_000;
  let missing = 0;
  const found = (what: string): void => print(`ok       ${what}`);
  const lacking = (what: string, without: string): void => {
    missing += 1;
    print(`missing  ${what}: ${without}`);
  };
  try {
    await writeProfiles(rest, [{userId: imService, nick: '', avatar: ''}]);
    await createGroup(rest, {groupId, name: 'check', ownerId: imService});
    found(`REST calls as ${admin} to ${new URL(baseUrl).host}`);
  } catch (error) {
    rest.close();
    if (!(error instanceof ImError)) throw error;
    lacking(`REST calls as ${admin} to ${new URL(baseUrl).host}`, error.message);
    return missing;
  }
  try {
    for (const name of FIELDS) {
      if (await takesField(rest, groupId, name)) found(`group custom field "${name}"`);
      else lacking(`group custom field "${name}"`, 'clients get its value only from messages and session calls');
    }
    const features = await missingFeatures(rest, groupId);
    for (const {name, without} of features) lacking(`${name} (edition, or switch in the console)`, without);
    if (!features.length) found('group counters and bans');
    print('unknown  broadcasts: the only test would be a broadcast to every room');
    if (settings.redis) await checkRedis(settings.redis, found, lacking);
    await withDatabase(settings, async (db) => {
      await sendComment(rest, groupId, imService, 'check');
      const sightings = await awaitSightings(db, {recentS, timeoutMs: callbacksMs});
      for (const [command, without] of Object.entries(EXPECTED_CALLBACKS)) {
        const agoS = sightings.get(command);
        if (CAUSED.includes(command) ? agoS !== undefined && agoS < recentS : agoS !== undefined) {
          found(`callback ${command}, last ${Math.round(agoS!)} s ago`);
        } else if (CAUSED.includes(command)) lacking(`callback ${command}`, without);
        else print(`unknown  callback ${command}: it has never come; without it: ${without}`);
      }
    });
  } finally {
    await destroyGroup(rest, groupId).finally(() => rest.close());
  }
  for (const limit of limits(restCallsPerSecond)) print(`limit    ${limit}`);
  print(missing ? `${missing} missing` : 'nothing is missing');
  return missing;
}

/** Limits of Tencent Chat, which no call returns. */
function limits(restCallsPerSecond: number): string[] {
  return [
    `REST calls: ${REST_CALLS_PER_SECOND} a second in an app; each process of this server makes ${restCallsPerSecond} at most (REST_CALLS_PER_SECOND)`,
    `account imports: 100 calls a second in an app, ${ACCOUNTS_A_CALL} accounts in a call`,
    'messages: 40 a second in a room; beyond that Tencent drops those of low priority',
    'group counters: 5 writes a second in a group',
    'broadcasts: 1 a second in an app',
    'callbacks: without a response within 2 s a message is delivered unchecked',
  ];
}

/** @throws RedisError if Redis refuses the connection. */
async function checkRedis(
  address: RedisAddress,
  found: (what: string) => void,
  lacking: (what: string, without: string) => void,
): Promise<void> {
  const redis = new Redis(address);
  try {
    await redis.connect();
    const what = `Redis at ${placesOf(address)}`;
    if (redis.isUp) found(what);
    else lacking(what, 'PostgreSQL counts likes, each process has its own rate limits, and joins and leaves wait');
  } finally {
    await redis.close();
  }
}

async function takesField(rest: RestClient, groupId: string, name: string): Promise<boolean> {
  try {
    await changeGroup(rest, groupId, {fields: {[name]: 'null'}});
    return true;
  } catch (error) {
    if (error instanceof ImError && error.failure === 'refused') return false;
    throw error;
  }
}

/** @returns Recorded callbacks, when those that this command caused are among them or the time has passed. */
async function awaitSightings(
  db: Kysely<Database>,
  {recentS, timeoutMs}: Record<'recentS' | 'timeoutMs', number>,
): Promise<Map<string, number>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const sightings = await readSightings(db);
    const areThere = CAUSED.every((command) => (sightings.get(command) ?? Infinity) < recentS);
    if (areThere || performance.now() > deadline) return sightings;
    await wait(POLL_EVERY_MS);
  }
}
