/** Surroundings of each element's example. Elements that are not listed stand alone in a joined room. */
import type {MemoryRoom} from '../room/memory-room.ts';
import {VIDEO} from '../room/scenery.ts';

export interface Frame {
  /** Initial attributes. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Attributes that this page sets, because its room is in memory. */
  readonly fixed?: readonly string[];
  /** Markup inside the element. */
  readonly content?: string;
  /** JavaScript for properties, as a suggestion. */
  readonly values?: Readonly<Record<string, string>>;
  /** JavaScript for the arguments of methods. */
  readonly calls?: Readonly<Record<string, string>>;
  /** `stage`: over a dark picture, as in the default layout. `window`: outside of a room, in a corner of the example. */
  readonly place?: 'stage' | 'column' | 'page' | 'window';
  /** Called before the room is joined. */
  readonly prepare?: (room: MemoryRoom) => void;
  /** Called when the room is joined. */
  readonly begin?: (room: MemoryRoom) => void;
}

const TEXT_CALLS = {say: "'Hello from the docs'"};
const GIFT_CALLS = {give: "'heart', 1"};
const PLAYER = `<live-player muted src="${VIDEO}"></live-player>`;

const FRAMES: Readonly<Record<string, Frame>> = {
  'live-room': {
    attributes: {'stream-url': VIDEO},
    fixed: ['api-url', 'room-id', 'sdk-app-id', 'user-id', 'user-sig', 'im-server', 'rtc-server'],
    values: {credentials: 'undefined'},
    calls: {...TEXT_CALLS, ...GIFT_CALLS, like: '3'},
    place: 'page',
  },
  'live-player': {attributes: {src: VIDEO, controls: '', muted: ''}, place: 'stage'},
  'danmaku-layer': {
    content: PLAYER,
    values: {filter: "(line) => !line.text.includes('water')"},
    calls: {show: "{text: 'hello', color: '#ffcc00', mode: 'top', own: true}"},
    place: 'stage',
  },
  'chat-panel': {calls: TEXT_CALLS, place: 'column'},
  'private-chat': {attributes: {open: ''}, begin: (room) => room.privateMessage(), place: 'column'},
  'gift-bar': {
    values: {gifts: "[{id: 'heart', name: 'Heart', icon: '', price: 1, effect: undefined, combo: true}]"},
    calls: GIFT_CALLS,
  },
  'gift-feed': {begin: (room) => room.gift(), place: 'stage'},
  'like-button': {calls: {like: '3'}},
  'product-slot': {
    values: {
      product:
        "{id: 'cup', v: 1, title: 'Your own product', image: '', price: 8600, currency: 'CNY', stock: 3, href: ''}",
    },
  },
  'broadcast-banner': {attributes: {closable: ''}, begin: (room) => room.broadcast()},
  'lottery-card': {begin: (room) => room.lottery()},
  'room-header': {place: 'stage'},
  'product-shelf': {attributes: {layout: 'grid'}},
  'live-poll': {prepare: (room) => room.openPoll()},
  'live-lobby': {prepare: (room) => room.waitForShow()},
  'live-launcher': {attributes: {variant: 'card'}, fixed: ['api-url', 'room-id'], place: 'window'},
};

export function frameOf(tag: string): Frame {
  return FRAMES[tag] ?? {};
}
