import {limitMarks} from '../../protocol/combining-marks.js';
import {firstUnits, isVisible} from '../../protocol/graphemes.js';
import type {Sender} from '../../protocol/messages.js';

/** Flying, or standing for a while at the top or the bottom. */
export type DanmakuMode = 'scroll' | 'top' | 'bottom';

/** A picture in a line: as high as its words. */
export interface DanmakuPicture {
  readonly url: string;
  /** Px, for its shape; a square unless given. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** A line as a page hands it to the layer. Only `text` is needed, or `picture`. */
export interface DanmakuInput {
  readonly text?: string | undefined;
  /** Stands before the text. */
  readonly picture?: DanmakuPicture | undefined;
  /** What `live-danmaku-select` names it by; one is made up if there is none. */
  readonly id?: string | undefined;
  /** `#rrggbb`; anything else is no colour. */
  readonly color?: string | undefined;
  /** `scroll` unless given. */
  readonly mode?: DanmakuMode | undefined;
  /** The viewer's own: marked, and shown however busy the room is. */
  readonly own?: boolean | undefined;
  /** Shown however busy the room is. */
  readonly priority?: boolean | undefined;
  /** Painted as a gift's line. */
  readonly gift?: boolean | undefined;
}

/** A line as the layer shows it, and as `filter` is asked about it. */
export interface DanmakuLine {
  readonly id: string;
  /** One line of at most 100 characters, ending in … where it was cut. */
  readonly text: string;
  readonly color: string | undefined;
  readonly mode: DanmakuMode;
  readonly own: boolean;
  readonly priority: boolean;
  readonly gift: boolean;
  readonly picture: DanmakuPicture | undefined;
  /** Undefined for a line of the page's own. */
  readonly from: Sender | undefined;
  /** Written before it: what the sender is in the room, or the level come to. Empty for most. */
  readonly badge: string;
  /** Of the room's message; undefined of any other, and of a gift's. */
  readonly seq: number | undefined;
}

/** What can be read while it flies past: in full it stands in the chat. */
const TEXT_MAX_CHARS = 100;

/** Read of a text at all, so that a hostile one costs no more than a long one. */
const READ_MAX_CHARS = 1_000;

const COLOR = /^#[0-9a-f]{6}$/i;
let lines = 0;

/** Reads what a page or a room gave. Undefined when there is nothing in it that could be seen; never throws. */
export function readLine(given: unknown, from?: Sender, badge = '', seq?: number): DanmakuLine | undefined {
  const {id, text, color, mode, own, priority, gift, picture} = (given ?? {}) as {
    readonly [K in keyof DanmakuInput]: unknown;
  };
  const flat = typeof text === 'string' ? text.slice(0, READ_MAX_CHARS).replace(/\s+/g, ' ').trim() : '';
  const seen = (picture as DanmakuPicture | undefined)?.url ? (picture as DanmakuPicture) : undefined;
  if (!seen && !isVisible(flat)) return undefined;
  return {
    id: typeof id === 'string' && id ? id : `line-${++lines}`,
    text: cut(limitMarks(flat)),
    color: typeof color === 'string' && COLOR.test(color) ? color : undefined,
    mode: mode === 'top' || mode === 'bottom' ? mode : 'scroll',
    own: !!own,
    priority: !!priority,
    gift: !!gift,
    picture: seen,
    from,
    badge,
    seq,
  };
}

function cut(text: string): string {
  if (text.length <= TEXT_MAX_CHARS) return text;
  return `${firstUnits(text, TEXT_MAX_CHARS - 1).trimEnd()}…`;
}
