import {createHash} from 'node:crypto';
import type {ContentOf} from '../../../../../src/protocol/messages.ts';
import {absoluteMedia} from '../../http/media-address.ts';
import {levelOf} from '../levels/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import type {ClaimedOrder} from './outbox-rows.ts';

/** The room message of an order. */
export function giftMessage(
  order: ClaimedOrder,
  {publicApiUrl, words}: {readonly publicApiUrl: string; readonly words: WordFilter},
): {v: 1} & ContentOf<'gift'> {
  const {serial, userId, nick, avatar, points, giftId, name, icon, count, comboId, comboTotal, value, effect} = order;
  return {
    v: 1,
    type: 'gift',
    orderId: String(serial),
    giver: {
      userId,
      nick: words.nameOf({nick, userId}),
      avatar: absoluteMedia(avatar, publicApiUrl),
      level: levelOf(points),
    },
    giftId,
    name,
    icon: absoluteMedia(icon, publicApiUrl),
    count,
    ...(comboId !== null && comboTotal !== null && {comboId: opaque(comboId, words), comboTotal}),
    value,
    ...(effect !== null && {effect: absoluteMedia(effect, publicApiUrl)}),
  };
}

/** The page's own name of a combo: one that holds a listed word is known by its hash. */
function opaque(comboId: string, words: WordFilter): string {
  return words.isFine(comboId) ? comboId : createHash('sha256').update(comboId).digest('hex').slice(0, 32);
}
