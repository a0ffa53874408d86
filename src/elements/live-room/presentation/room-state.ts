import {absoluteUrl} from '../../../session/presented-key.js';
import {storePresentedRoom, type PresentedRoom} from '../../../session/presented-room.js';
import type {PresentableRoom} from '../presentable-room.js';

/** The parts of `<live-player>` that are used here. */
interface Player extends HTMLElement {
  muted: boolean;
  readonly view:
    | {
        readonly playback: {readonly muted: boolean; mute(muted: boolean): void};
        togglePictureInPicture(): Promise<void>;
      }
    | undefined;
}

/** Finds an element of the default layout, or one of its parts. */
function find<E extends HTMLElement>(room: PresentableRoom, name: string, part = ''): E | undefined {
  const element = (room.renderRoot as ShadowRoot).querySelector<HTMLElement>(`.${name}`);
  return (part ? element?.shadowRoot?.querySelector<E>(`[part~="${part}"]`) : (element as E | null)) ?? undefined;
}

/** Distance of the chat from its newest comment, px. */
export function chatScroll(room: PresentableRoom): number {
  const list = find(room, 'chat', 'list');
  return list ? Math.max(0, Math.round(list.scrollHeight - list.scrollTop - list.clientHeight)) : 0;
}

export function scrollChat(room: PresentableRoom, distance: number): void {
  const scroll = () => {
    const list = find(room, 'chat', 'list');
    if (list) list.scrollTop = list.scrollHeight - list.clientHeight - distance;
  };
  scroll();
  // A list that follows its end scrolls to it again in the frame that shows it.
  requestAnimationFrame(() => requestAnimationFrame(scroll));
}

/** Width by height of the video. Undefined until it plays. */
export function videoAspect(room: PresentableRoom): number | undefined {
  const videos = find(room, 'player')?.shadowRoot?.querySelectorAll('video') ?? [];
  const shown = [...videos].find(({videoWidth, videoHeight}) => videoWidth && videoHeight);
  return shown && shown.videoWidth / shown.videoHeight;
}

/** Opens or closes a window over other programs. */
export function toggleWindow(room: PresentableRoom): void {
  void find<Player>(room, 'player')?.view?.togglePictureInPicture();
}

/** Stores the data that the next page needs to show the room as this page does. */
export function storeRoom(room: PresentableRoom, place: Pick<PresentedRoom, 'corner' | 'width' | 'scroll'>): void {
  const player = find<Player>(room, 'player');
  storePresentedRoom({
    ...place,
    apiUrl: absoluteUrl(room.apiUrl),
    roomId: room.roomId,
    muted: player?.view?.playback.muted ?? false,
    draft: find<HTMLTextAreaElement>(room, 'chat', 'input')?.value ?? '',
  });
}

/** Restores sound and draft. Returns false while the elements are not drawn yet. */
export function restoreRoom(room: PresentableRoom, {muted, draft}: PresentedRoom): boolean {
  const player = find<Player>(room, 'player');
  const input = find<HTMLTextAreaElement>(room, 'chat', 'input');
  if (!player || !input) return false;
  player.muted = muted;
  player.view?.playback.mute(muted);
  if (draft && !input.value) {
    input.value = draft;
    input.dispatchEvent(new InputEvent('input', {bubbles: true}));
  }
  return true;
}
