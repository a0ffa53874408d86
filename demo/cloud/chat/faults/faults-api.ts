/** `/cloud/im/faults`: fault injection for chat. */
import {
  InvalidFault,
  nextSecond,
  numberIn,
  secondsIn,
  booleanIn,
  userIdIn,
  type Fault,
  type FaultInjection,
} from '../../fault-injection.ts';
import type {App} from '../app.ts';
import {isBody, type Body} from '../wire/body.ts';
import {EDITIONS, purchaseBits} from '../state/edition.ts';
import type {KickType} from '../wire/codes.ts';
import {encodePush} from '../wire/frames.ts';

const KICK_TYPES: Readonly<Record<string, KickType>> = {multipleAccount: 1, multipleDevice: 2, REST_API_Kick: 3};

/** An empty user id means all guests: their identifier in the protocol is empty. */
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
    const on = booleanIn('dropPushes', value);
    return () => void (app.faults.dropPushes = on);
  },
  tipsWhileMuted: (app, value) => {
    const on = booleanIn('tipsWhileMuted', value);
    return () => void (app.faults.tipsWhileMuted = on);
  },
  replayAfterLogin: (app, value) => {
    const on = booleanIn('replayAfterLogin', value);
    return () => void (app.faults.replayAfterLogin = on);
  },
  expireSignature: (app, value) => {
    const account = app.accounts.find(userIdIn('expireSignature', value));
    if (!account) throw new InvalidFault('expireSignature.userId is not an account');
    return async () => void (account.signaturesFrom = await nextSecond());
  },
  kick: (app, value) => {
    const account = app.accounts.find(userIdIn('kick', value));
    if (!account) throw new InvalidFault('kick.userId is not an account');
    const type = isBody(value) ? value.type : undefined;
    const kickType =
      typeof type === 'string' ? KICK_TYPES[type] : Object.values(KICK_TYPES).find((known) => known === type);
    if (!kickType) throw new InvalidFault(`kick.type must be 1, 2, 3 or one of ${Object.keys(KICK_TYPES).join(', ')}`);
    return () => app.kickEverywhere(account, kickType);
  },
  edition: (app, value) => {
    const edition = EDITIONS.find((known) => known === value);
    if (!edition) throw new InvalidFault(`edition must be one of ${EDITIONS.join(', ')}`);
    return () => {
      app.faults.edition = edition;
      pushEdition(app);
    };
  },
  multiLogin: (app, value) => {
    const on = booleanIn('multiLogin', value);
    return () => void (app.faults.multiLogin = on);
  },
  mode: (app, value) => {
    if (value !== 'push' && value !== 'poll') throw new InvalidFault('mode must be push or poll');
    return () => void (app.faults.mode = value);
  },
};

export function chatFaults(app: App, shopOrigin: string | undefined): FaultInjection<App> {
  return {app, faults: FAULTS, restore, shopOrigin, report: (error) => app.report(error)};
}

function restore(app: App): void {
  const {edition} = app.faults;
  app.faults.restore();
  if (app.faults.edition !== edition) pushEdition(app);
}

/** Pushes the new purchase bits to all clients, as after a purchase in the console. */
function pushEdition(app: App): void {
  const body: Body = {
    int32_error_code: 0,
    str_error_message: '',
    str_purchase_bits: purchaseBits(app.faults.edition),
    uint32_expired_time: 86_400,
  };
  const frame = encodePush(body, 'im_sdk_config_mgr.push_imsdk_purchase_bitsv2');
  for (const connection of app.presence.connections) if (connection.identity) connection.send(frame);
}
