/** `/cloud/im/faults`: makes things go wrong on purpose. */
import {
  BadFault,
  nextSecond,
  numberIn,
  secondsIn,
  switchIn,
  userIdIn,
  type Fault,
  type FaultsDoor,
} from '../faults-door.ts';
import type {App} from './app.ts';
import {isBody, type Body} from './body.ts';
import {EDITIONS, purchaseBits} from './edition.ts';
import type {KickType} from './presence.ts';
import {encodePush} from './wire.ts';

const KICK_TYPES: Readonly<Record<string, KickType>> = {multipleAccount: 1, multipleDevice: 2, REST_API_Kick: 3};

/** An empty user id stands for all guests, whose identifier on the wire is empty. */
const FAULTS: Readonly<Record<string, Fault<App>>> = {
  cut: (app, value) => {
    const userId = userIdIn('cut', value);
    return () => app.presence.of(userId).forEach((connection) => connection.cut());
  },
  refuse: (app, value) => {
    const seconds = secondsIn('refuse', value);
    return () => app.faults.refuse(seconds);
  },
  silence: (app, value) => {
    const userId = userIdIn('silence', value);
    const seconds = secondsIn('silence', value);
    return () => app.faults.silence(userId, seconds);
  },
  delayMs: (app, value) => {
    const delay = numberIn('delayMs', value, 60_000);
    return () => void (app.faults.delayMs = delay);
  },
  callbackDelayMs: (app, value) => {
    const delay = numberIn('callbackDelayMs', value, 60_000);
    return () => void (app.faults.callbackDelayMs = delay);
  },
  messagesPerSecond: (app, value) => {
    const limit = numberIn('messagesPerSecond', value, 1_000_000);
    return () => void (app.faults.messagesPerSecond = limit);
  },
  dropPushes: (app, value) => {
    const on = switchIn('dropPushes', value);
    return () => void (app.faults.dropPushes = on);
  },
  tipsWhileMuted: (app, value) => {
    const on = switchIn('tipsWhileMuted', value);
    return () => void (app.faults.tipsWhileMuted = on);
  },
  replayAfterLogin: (app, value) => {
    const on = switchIn('replayAfterLogin', value);
    return () => void (app.faults.replayAfterLogin = on);
  },
  expireSignature: (app, value) => {
    const account = app.accounts.find(userIdIn('expireSignature', value));
    if (!account) throw new BadFault('expireSignature.userId is not an account');
    return async () => void (account.signaturesFrom = await nextSecond());
  },
  kick: (app, value) => {
    const account = app.accounts.find(userIdIn('kick', value));
    if (!account) throw new BadFault('kick.userId is not an account');
    const type = isBody(value) ? value.type : undefined;
    const kickType =
      typeof type === 'string' ? KICK_TYPES[type] : Object.values(KICK_TYPES).find((known) => known === type);
    if (!kickType) throw new BadFault(`kick.type must be 1, 2, 3 or one of ${Object.keys(KICK_TYPES).join(', ')}`);
    return () => app.kickEverywhere(account, kickType);
  },
  edition: (app, value) => {
    const edition = EDITIONS.find((known) => known === value);
    if (!edition) throw new BadFault(`edition must be one of ${EDITIONS.join(', ')}`);
    return () => {
      app.faults.edition = edition;
      tellEdition(app);
    };
  },
  multiLogin: (app, value) => {
    const on = switchIn('multiLogin', value);
    return () => void (app.faults.multiLogin = on);
  },
  mode: (app, value) => {
    if (value !== 'push' && value !== 'poll') throw new BadFault('mode must be push or poll');
    return () => void (app.faults.mode = value);
  },
};

export function imFaults(app: App, shopOrigin: string | undefined): FaultsDoor<App> {
  return {app, faults: FAULTS, restore, shopOrigin, report: (error) => app.report(error)};
}

function restore(app: App): void {
  const {edition} = app.faults;
  app.faults.restore();
  if (app.faults.edition !== edition) tellEdition(app);
}

/** What the SDK may do changed: it is told, as after a purchase in the console. */
function tellEdition(app: App): void {
  const body: Body = {
    int32_error_code: 0,
    str_error_message: '',
    str_purchase_bits: purchaseBits(app.faults.edition),
    uint32_expired_time: 86_400,
  };
  const frame = encodePush(body, 'im_sdk_config_mgr.push_imsdk_purchase_bitsv2');
  for (const connection of app.presence.connections) if (connection.identity) connection.send(frame);
}
