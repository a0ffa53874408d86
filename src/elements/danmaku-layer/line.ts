import type {Sender} from '../../protocol/messages.js';

/** Flying, or standing for a while at the top or the bottom. */
export type DanmakuMode = 'scroll' | 'top' | 'bottom';

/** A line as a page hands it to the layer. Only `text` is needed. */
export interface DanmakuInput {
  readonly text: string;
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
  /** Undefined for a line of the page's own. */
  readonly from: Sender | undefined;
  /** Written before it: what the sender is in the room, or the level come to. Empty for most. */
  readonly badge: string;
}

/** What can be read while it flies past: in full it stands in the chat. */
const TEXT_MAX_CHARS = 100;

/** Read of a text at all, so that a hostile one costs no more than a long one. */
const READ_MAX_CHARS = 1_000;

const COLOR = /^#[0-9a-f]{6}$/i;
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{M}]/u;

let lines = 0;

/** Reads what a page or a room gave. Undefined when there is nothing in it that could be seen; never throws. */
export function readLine(given: unknown, from?: Sender, badge = ''): DanmakuLine | undefined {
  const {id, text, color, mode, own, priority, gift} = (given ?? {}) as {readonly [K in keyof DanmakuInput]: unknown};
  if (typeof text !== 'string') return undefined;
  const flat = text.slice(0, READ_MAX_CHARS).replace(/\s+/g, ' ').trim();
  if (!VISIBLE.test(flat)) return undefined;
  return {
    id: typeof id === 'string' && id ? id : `line-${++lines}`,
    text: cut(flat),
    color: typeof color === 'string' && COLOR.test(color) ? color : undefined,
    mode: mode === 'top' || mode === 'bottom' ? mode : 'scroll',
    own: !!own,
    priority: !!priority,
    gift: !!gift,
    from,
    badge,
  };
}

function cut(text: string): string {
  if (text.length <= TEXT_MAX_CHARS) return text;
  const start = text.slice(0, TEXT_MAX_CHARS - 1);
  return `${start.replace(/[\ud800-\udbff\u200d\s]+$/, '')}…`; // Never half a character.
}
