import {createHash} from 'node:crypto';
import type {ContentOf} from '../../../../../src/protocol/messages.ts';
import {absoluteMediaUrl} from '../../http/media-address.ts';
import {levelOf} from '../levels/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import type {ClaimedOrder} from './outbox-rows.ts';

/** The room message of an order. */
export function giftMessage(
  order: ClaimedOrder,
  {publicApiUrl, wordFilter}: {readonly publicApiUrl: string; readonly wordFilter: WordFilter},
): {v: 1} & ContentOf<'gift'> {
  const {serial, userId, nick, avatar, points, giftId, name, translations, icon, count} = order;
  const {comboId, comboTotal, value, effect} = order;
  return {
    v: 1,
    type: 'gift',
    orderId: String(serial),
    giver: {
      userId,
      nick: wordFilter.publicName({nick, userId}),
      avatar: absoluteMediaUrl(avatar, publicApiUrl),
      level: levelOf(points),
    },
    giftId,
    name,
    icon: absoluteMediaUrl(icon, publicApiUrl),
    count,
    ...(comboId !== null && comboTotal !== null && {comboId: cleanComboId(comboId, wordFilter), comboTotal}),
    value,
    ...(effect !== null && {effect: absoluteMediaUrl(effect, publicApiUrl)}),
    ...(Object.keys(translations).length && {translations}),
  };
}

/**
 * Cleans the combo id, which the sender's client chooses and every client receives. An id with a listed word is
 * replaced by its hash.
 */
function cleanComboId(comboId: string, wordFilter: WordFilter): string {
  if (!wordFilter.hasListedWord(comboId)) return comboId;
  return createHash('sha256').update(comboId).digest('hex').slice(0, 32);
}
