import type {ContentOf} from '../../../src/protocol/messages.ts';
import {absoluteMedia} from '../media.ts';
import {levelOf} from '../viewers/level.ts';
import type {Claimed} from './outbox-rows.ts';

/** What everybody in the room hears of the order. */
export function giftMessage(order: Claimed, publicApiUrl: string): {v: 1} & ContentOf<'gift'> {
  const {serial, userId, nick, avatar, points, giftId, name, icon, count, comboId, comboTotal, value, effect} = order;
  return {
    v: 1,
    type: 'gift',
    orderId: String(serial),
    giver: {userId, nick: nick || userId, avatar: absoluteMedia(avatar, publicApiUrl), level: levelOf(points)},
    giftId,
    name,
    icon: absoluteMedia(icon, publicApiUrl),
    count,
    ...(comboId !== null && comboTotal !== null && {comboId, comboTotal}),
    value,
    ...(effect !== null && {effect: absoluteMedia(effect, publicApiUrl)}),
  };
}
