import {limitMarks} from '../../protocol/text/combining-marks.js';
import {firstUnits, isVisible} from '../../protocol/text/graphemes.js';
import type {Sender} from '../../protocol/messages.js';

/** Scrolls from edge to edge, or is fixed for 5 s at the top or the bottom. */
export type DanmakuMode = 'scroll' | 'top' | 'bottom';

/** A picture in a line, as high as the text. */
export interface DanmakuPicture {
  readonly url: string;
  /** Size in px, used for the aspect ratio only. Default: a square. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** A line that a page passes to the layer. `text` or `picture` is required. */
export interface DanmakuInput {
  readonly text?: string | undefined;
  /** Shown before the text. */
  readonly picture?: DanmakuPicture | undefined;
  /** The line's id in `live-danmaku-select`. Default: a generated id. */
  readonly id?: string | undefined;
  /** `#rrggbb`. Any other value is ignored. */
  readonly color?: string | undefined;
  /** Default: `scroll`. */
  readonly mode?: DanmakuMode | undefined;
  /** Marks the line as the viewer's own. It waits until a lane is free; it is refused while 32 own and priority lines wait. */
  readonly own?: boolean | undefined;
  /**
   * True if the line waits up to 5 s for a lane, instead of 1 s. It is refused while 16 own and priority lines wait.
   */
  readonly priority?: boolean | undefined;
  /** Painted as a gift's line. */
  readonly gift?: boolean | undefined;
}

/** A line as the layer shows it, and as `filter` receives it. */
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
  /** Undefined for a line that the page added. */
  readonly from: Sender | undefined;
  /** Badge before the text: the sender's role in the room, or the sender's level. Empty for most senders. */
  readonly badge: string;
  /** Sequence number of the room's message. Undefined for gifts and for lines that the page added. */
  readonly seq: number | undefined;
}

/** Characters that can be read while a line scrolls past. The chat shows the full text. */
const TEXT_MAX_CHARS = 100;

/** Characters of a text that are read. Limits the cost of a hostile text. */
const READ_MAX_CHARS = 1_000;

const COLOR = /^#[0-9a-f]{6}$/i;
let lastLineId = 0;

/** Validates a line of a page or a room. Returns undefined if it contains nothing visible; never throws. */
export function parseLine(input: unknown, from?: Sender, badge = '', seq?: number): DanmakuLine | undefined {
  const {id, text, color, mode, own, priority, gift, picture} = (input ?? {}) as {
    readonly [K in keyof DanmakuInput]: unknown;
  };
  const flat = typeof text === 'string' ? text.slice(0, READ_MAX_CHARS).replace(/\s+/g, ' ').trim() : '';
  const validPicture = (picture as DanmakuPicture | undefined)?.url ? (picture as DanmakuPicture) : undefined;
  if (!validPicture && !isVisible(flat)) return undefined;
  return {
    id: typeof id === 'string' && id ? id : `line-${++lastLineId}`,
    text: truncate(limitMarks(flat)),
    color: typeof color === 'string' && COLOR.test(color) ? color : undefined,
    mode: mode === 'top' || mode === 'bottom' ? mode : 'scroll',
    own: !!own,
    priority: !!priority,
    gift: !!gift,
    picture: validPicture,
    from,
    badge,
    seq,
  };
}

function truncate(text: string): string {
  if (text.length <= TEXT_MAX_CHARS) return text;
  return `${firstUnits(text, TEXT_MAX_CHARS - 1).trimEnd()}…`;
}
