import type {Locale} from '../../locales/locale.js';
import type {ContentOf, RoomMessage, Sender} from '../../protocol/messages.js';
import {readLine, type DanmakuLine, type DanmakuPicture} from './line.js';

/** Everybody begins at level 1, and is soon beyond: only what took a while is worth the place of a mark. */
const MARKED_LEVEL = 5;

/** Who has a say in the room. */
export interface Crew {
  readonly host: {readonly userId: string} | undefined;
  readonly operators: readonly string[];
}

/** The language of the place, looked up only where it is needed. */
interface Words {
  readonly locale: Locale;
}

/** Host, operators and paid come before others; so does what is one's own. */
export function isUrgentMessage({own, from, content}: RoomMessage, crew: Crew | undefined): boolean {
  return own || content.type === 'gift' || markOf(from, crew) !== undefined;
}

/** The line that a message of a room is. Undefined when it is none to be read in flight. */
export function readMessage(message: RoomMessage, crew: Crew | undefined, words: Words): DanmakuLine | undefined {
  const {id, seq, from, own, content} = message;
  if (content.type === 'gift') return giftLine({id, own, content}, words);
  if (content.type !== 'danmaku' && content.type !== 'comment') return undefined;
  const picture = pictureOf(content); // Voice and film have neither it nor words.
  const mark = markOf(from, crew);
  const level = from.level >= MARKED_LEVEL ? `Lv.${from.level}` : '';
  return readLine({...content, id, own, picture, priority: !!mark}, from, mark ? words.locale[mark] : level, seq);
}

function pictureOf(content: ContentOf<'comment' | 'danmaku'>): DanmakuPicture | undefined {
  const shown = content.type === 'comment' ? [content, ...(content.parts ?? [])] : [];
  const media = shown.find((part) => part.media?.kind === 'image')?.media;
  return media?.kind === 'image' ? {...media, url: media.thumb} : undefined;
}

/** Of a gift that opens a combo or is none: the rest of a combo counts on in the banners. */
function giftLine(
  {id, own, content}: {readonly id: string; readonly own: boolean; readonly content: ContentOf<'gift'>},
  words: Words,
): DanmakuLine | undefined {
  const {giver, name, count, comboTotal = count} = content;
  if (comboTotal > count) return undefined;
  // The name was cleaned when the message was read.
  const text = words.locale.gave(giver.nick || giver.userId, count, name);
  return readLine({id, text, gift: true, priority: true, own}, {...giver, badges: []});
}

function markOf({userId}: Sender, crew: Crew | undefined): 'host' | 'operator' | undefined {
  if (userId === crew?.host?.userId) return 'host';
  return crew?.operators.includes(userId) ? 'operator' : undefined;
}
