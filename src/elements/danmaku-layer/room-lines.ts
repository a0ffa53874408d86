import type {Locale} from '../../locales/locale.js';
import type {ContentOf, RoomMessage} from '../../protocol/messages.js';
import {translated} from '../../protocol/translated.js';
import {levelBadge, roleOf, type RoomRoles} from '../profile-card/role-badge.js';
import {parseLine, type DanmakuLine, type DanmakuPicture} from './line.js';

/** The element's locale, looked up only when a line needs a term. */
export interface Localizer {
  readonly locale: Locale;
  readonly lang: string;
  /** Formats a number to the unit. */
  exact(value: number): string;
}

/** True for messages of the viewer, the host and operators, and for gifts. These are dropped last. */
export function isPreferredMessage({own, from, content}: RoomMessage, roles: RoomRoles | undefined): boolean {
  return own || content.type === 'gift' || roleOf(from.userId, roles) !== undefined;
}

/** Converts a room's message to a line. Returns undefined for messages that are not shown as danmaku. */
export function lineFromMessage(
  message: RoomMessage,
  roles: RoomRoles | undefined,
  localize: Localizer,
): DanmakuLine | undefined {
  const {id, seq, from, own, content} = message;
  if (content.type === 'gift') return giftLine({id, own, content}, localize);
  if (content.type !== 'danmaku' && content.type !== 'comment') return undefined;
  const picture = pictureOf(content); // Voice messages and videos have no picture and no text.
  const role = roleOf(from.userId, roles);
  return parseLine(
    {...content, id, own, picture, priority: !!role},
    from,
    role ? localize.locale[role] : levelBadge(from.level),
    seq,
  );
}

function pictureOf(content: ContentOf<'comment' | 'danmaku'>): DanmakuPicture | undefined {
  const shown = content.type === 'comment' ? [content, ...(content.parts ?? [])] : [];
  const media = shown.find((part) => part.media?.kind === 'image')?.media;
  return media?.kind === 'image' ? {...media, url: media.thumb} : undefined;
}

/** Line of a gift. Only the first gift of a combo gets one; the banners count the others. */
function giftLine(
  {id, own, content}: {readonly id: string; readonly own: boolean; readonly content: ContentOf<'gift'>},
  localize: Localizer,
): DanmakuLine | undefined {
  const {giver, count, comboTotal = count} = content;
  const name = translated(content, 'name', localize.lang);
  if (comboTotal > count) return undefined;
  // The codec cleaned the name when it read the message.
  const text = localize.locale.giftGiven(giver.nick || giver.userId, localize.exact(count), name);
  return parseLine({id, text, gift: true, priority: true, own}, {...giver, badges: []});
}
