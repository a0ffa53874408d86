import type {Locale} from '../../locales/locale.js';
import type {ContentOf, RoomMessage, Sender} from '../../protocol/messages.js';
import {readLine, type DanmakuLine, type DanmakuPicture} from './line.js';

/** Lowest level that gets a mark. Everybody starts at level 1 and passes the next ones soon. */
const MARKED_LEVEL = 5;

/** The host and the operators of the room. */
export interface Crew {
  readonly host: {readonly userId: string} | undefined;
  readonly operators: readonly string[];
}

/** The element's locale, looked up only when a line needs a term. */
export interface Words {
  readonly locale: Locale;
  /** Formats a number to the unit. */
  exact(value: number): string;
}

/** True for messages of the viewer, the host and operators, and for gifts: they are dropped last. */
export function isUrgentMessage({own, from, content}: RoomMessage, crew: Crew | undefined): boolean {
  return own || content.type === 'gift' || markOf(from, crew) !== undefined;
}

/** Converts a room's message to a line. Returns undefined for messages that are not shown as danmaku. */
export function readMessage(message: RoomMessage, crew: Crew | undefined, words: Words): DanmakuLine | undefined {
  const {id, seq, from, own, content} = message;
  if (content.type === 'gift') return giftLine({id, own, content}, words);
  if (content.type !== 'danmaku' && content.type !== 'comment') return undefined;
  const picture = pictureOf(content); // Voice messages and videos have no picture and no text.
  const mark = markOf(from, crew);
  const level = from.level >= MARKED_LEVEL ? `Lv.${from.level}` : '';
  return readLine({...content, id, own, picture, priority: !!mark}, from, mark ? words.locale[mark] : level, seq);
}

function pictureOf(content: ContentOf<'comment' | 'danmaku'>): DanmakuPicture | undefined {
  const shown = content.type === 'comment' ? [content, ...(content.parts ?? [])] : [];
  const media = shown.find((part) => part.media?.kind === 'image')?.media;
  return media?.kind === 'image' ? {...media, url: media.thumb} : undefined;
}

/** Line of a gift. Only a combo's first gift gets one; the banners count the rest. */
function giftLine(
  {id, own, content}: {readonly id: string; readonly own: boolean; readonly content: ContentOf<'gift'>},
  words: Words,
): DanmakuLine | undefined {
  const {giver, name, count, comboTotal = count} = content;
  if (comboTotal > count) return undefined;
  // The codec cleaned the name when it read the message.
  const text = words.locale.gave(giver.nick || giver.userId, words.exact(count), name);
  return readLine({id, text, gift: true, priority: true, own}, {...giver, badges: []});
}

function markOf({userId}: Sender, crew: Crew | undefined): 'host' | 'operator' | undefined {
  if (userId === crew?.host?.userId) return 'host';
  return crew?.operators.includes(userId) ? 'operator' : undefined;
}
