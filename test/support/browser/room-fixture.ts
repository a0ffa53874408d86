/** Mounts a `<live-room>` on a service in memory. Tests act through the room, and observe through harnesses. */
import {setViewport} from '@web/test-runner-commands';
import axe from 'axe-core';
import {BroadcastBanner} from '../../../src/elements/broadcast-banner/broadcast-banner.ts';
import {ChatPanel} from '../../../src/elements/chat-panel/chat-panel.ts';
import {DanmakuLayer} from '../../../src/elements/danmaku-layer/danmaku-layer.ts';
import {GiftBar} from '../../../src/elements/gift-bar/gift-bar.ts';
import {GiftFeed} from '../../../src/elements/gift-feed/gift-feed.ts';
import {LikeButton} from '../../../src/elements/like-button/like-button.ts';
import {LiveLobby} from '../../../src/elements/live-lobby/live-lobby.ts';
import {LivePlayer} from '../../../src/elements/live-player/live-player.ts';
import {LivePoll} from '../../../src/elements/live-poll/live-poll.ts';
import {LiveRoom} from '../../../src/elements/live-room/live-room.ts';
import {LotteryCard} from '../../../src/elements/lottery-card/lottery-card.ts';
import {PrivateChat} from '../../../src/elements/private-chat/private-chat.ts';
import {ProductShelf} from '../../../src/elements/product-shelf/product-shelf.ts';
import {ProductSlot} from '../../../src/elements/product-slot/product-slot.ts';
import {RoomHeader} from '../../../src/elements/room-header/room-header.ts';
import {LiveSession} from '../../../src/session/live-session.ts';
import {eventually} from '../eventually.ts';
import {MemoryBackend} from '../session/memory-backend.ts';
import {MemoryService} from '../session/memory-service.ts';
import './documented-events.ts';
import './chai-like.ts';
import {stubFetch} from './test-end.ts';

/** The service of new rooms, until `fresh()` replaces it. */
let service = new MemoryService();

class TestRoom extends LiveRoom {
  protected override createSession(): LiveSession {
    return new LiveSession(() => service.load());
  }
}

TestRoom.define();
const elements = [
  LivePlayer,
  ChatPanel,
  DanmakuLayer,
  GiftBar,
  GiftFeed,
  LikeButton,
  RoomHeader,
  BroadcastBanner,
  LotteryCard,
  PrivateChat,
  ProductSlot,
  ProductShelf,
  LiveLobby,
  LivePoll,
];
for (const element of elements) element.define();

/** Size of the page at the start of each file: a phone's. */
export const PHONE = {width: 414, height: 896};
before(() => setViewport(PHONE));

// Further rules of `to.be.accessible()`; an element is not a whole page.
axe.configure({
  rules: [
    {id: 'target-size', enabled: true},
    {id: 'region', enabled: false},
    {id: 'page-has-heading-one', enabled: false},
  ],
});

export const roomService = (): MemoryService => service;

/** Empties the page, as in a new tab, and creates a new service. */
export function fresh(): MemoryService {
  sessionStorage.clear();
  localStorage.clear();
  document.body.replaceChildren();
  document.documentElement.lang = 'en';
  return (service = new MemoryService());
}

export const alice = {sdkAppId: 1, userId: 'alice', userSig: 'sig', nick: 'Alice'};

/** Puts markup on the page and returns its first element. */
export function put<E extends HTMLElement>(markup: string): E {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const element = template.content.firstElementChild as E;
  document.body.append(template.content);
  return element;
}

/** Mounts a room that Alice has joined, with some elements inside, or with the default layout. */
export async function joinedRoom(pieces = '', attributes = ''): Promise<LiveRoom> {
  const room = put<LiveRoom>(`<live-room manual room-id="r1" ${attributes}>${pieces}</live-room>`);
  room.credentials = alice;
  await room.join();
  await settled(room);
  if (!pieces) await defaultLayout(room);
  return room;
}

/** Resolves when the script of the default layout has loaded and its elements have rendered. */
export async function defaultLayout(room: LiveRoom): Promise<void> {
  await eventually(() => {
    if (!room.shadowRoot!.querySelector('chat-panel')) throw new Error('the room has no default layout');
  });
  await settled(room);
}

/** Mounts the same with a business server, which the page calls by `fetch` until the end of the test. */
export async function servedRoom(pieces = '', attributes = '', backend = new MemoryBackend()): Promise<ServedRoom> {
  backend.service = service;
  stubFetch(backend.fetch);
  const room = await joinedRoom(pieces, `api-url="https://shop.example/api" ${attributes}`);
  return {room, backend};
}

export interface ServedRoom {
  readonly room: LiveRoom;
  readonly backend: MemoryBackend;
}

/** Resolves when all our elements below have rendered. */
export async function settled(root: Element): Promise<void> {
  for (const element of deep(root)) {
    if ('updateComplete' in element) await (element as LiveRoom).updateComplete;
  }
}

/** An element and all its descendants, including shadow trees. */
export function deep(root: Element): Element[] {
  const below = [...(root.shadowRoot?.children ?? []), ...root.children];
  return [root, ...below.flatMap(deep)];
}

/** Elements with a part, including shadow trees. */
export function parts(root: Element, name: string): HTMLElement[] {
  return deep(root).filter((element): element is HTMLElement => element.part.contains(name));
}

export function part(root: Element, name: string): HTMLElement {
  const [found] = parts(root, name);
  if (!found) throw new Error(`<${root.localName}> shows no part "${name}"`);
  return found;
}

/** True if a visitor can see the element: `hidden` and empty ones do not count. */
export function isShown(element: HTMLElement): boolean {
  return element.checkVisibility({visibilityProperty: true});
}
