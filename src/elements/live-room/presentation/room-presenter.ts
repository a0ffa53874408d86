import {isStorageAllowed} from '../../../session/device-storage.js';
import {presentationTerms} from '../../../locales/presentation-terms.js';
import {absoluteUrl, type Corner} from '../../../session/presented-key.js';
import {readPresentedRoom, storePresentedRoom, type PresentedRoom} from '../../../session/presented-room.js';
import {adoptStyles} from '../../base/adopt-styles.js';
import {LiveEvent, type LivePresentation} from '../../base/events.js';
import {LocalizeController} from '../../base/localize-controller.js';
import type {PresentableRoom} from '../presentable-room.js';
import {DialogView} from './dialog-view.js';
import {focusedElement} from './focus.js';
import {leaveFormerEntry} from './history-entry.js';
import {readOffset} from './mini-place.js';
import {MiniView} from './mini-view.js';
import {frameStyles, layoutStyles, placelessStyles} from './presentation.styles.js';
import {chatScroll, restoreRoom, scrollChat, storeRoom, toggleWindow, videoAspect} from './room-state.js';

/** Shape of a small player before its video plays: that of a phone. */
const ASPECT = 9 / 16;

/** An attribute with another value has no effect. */
const PRESENTATIONS: readonly LivePresentation[] = ['inline', 'overlay', 'mini'];

/**
 * Shows a room in its place, over the page or in a corner. No node of the room moves, because a video stops when its node
 * moves: the frame around the layout has a shadow tree of its own, in which only a slot moves into a dialog or a popover.
 */
export class RoomPresenter {
  readonly #room: PresentableRoom;
  readonly #toggleState: (name: string, on: boolean) => void;
  readonly #frame: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #slot = document.createElement('slot');
  readonly #placeSheet = new CSSStyleSheet();
  readonly #localize: LocalizeController;
  #current: LivePresentation = 'inline';
  /** The presentation of the last event. A room that only moves to another place of the document fires none. */
  #told: LivePresentation = 'inline';
  #view: DialogView | MiniView | undefined;
  /** The element that had the focus before the room took it. */
  #focused: HTMLElement | undefined;
  #corner: Corner = 'bottom-right';
  #width: number | undefined;
  #scroll = 0;
  #unread = 0;
  #restoring: PresentedRoom | undefined;
  #lifetime: AbortController | undefined;
  #visibility: IntersectionObserver | undefined;
  #isInSight = true;
  /** True if the room is small because its place is out of sight. */
  #isAutomatic = false;
  /** True from closing the small player until the room's place is in sight again. */
  #isDismissed = false;

  constructor(room: PresentableRoom, toggleState: (name: string, on: boolean) => void) {
    this.#room = room;
    this.#toggleState = toggleState;
    this.#localize = new LocalizeController(room);
    const root = room.renderRoot as ShadowRoot;
    this.#frame = root.querySelector<HTMLElement>('.frame')!;
    this.#frame.setAttribute('exportparts', 'dialog,mini,close');
    this.#root = this.#frame.attachShadow({mode: 'open'});
    adoptStyles(this.#root, frameStyles);
    adoptStyles(root, layoutStyles);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#placeSheet];
    this.#root.append(this.#slot);
    if (room.presentation !== 'overlay') leaveFormerEntry();
    const saved = readPresentedRoom();
    if (!saved || saved.roomId !== room.roomId || saved.apiUrl !== absoluteUrl(room.apiUrl)) return;
    this.#restoring = saved;
    this.#corner = saved.corner ?? this.#corner;
    this.#width = saved.width;
    this.#scroll = saved.scroll;
  }

  /** Follows the room's attributes. Called after each of its updates. */
  update(): void {
    if (!this.#room.isConnected) return;
    this.#lifetime ??= this.#listen();
    this.#observeVisibility();
    this.#followSight();
    if (this.#restoring && this.#room.presentation !== 'inline' && restoreRoom(this.#room, this.#restoring))
      this.#restoring = undefined;
    const {presentation} = this.#room;
    const wanted = PRESENTATIONS.includes(presentation) ? presentation : 'inline';
    if (wanted !== this.#current || wanted !== this.#told) this.#change(wanted);
    this.#updateMini();
  }

  /** Called when the room is removed from the document, perhaps for a moment only. */
  pause(): void {
    this.#lifetime?.abort();
    this.#lifetime = undefined;
    this.#visibility?.disconnect();
    this.#visibility = undefined;
    if (this.#current !== 'inline') this.#change('inline', false);
  }

  #change(presentation: LivePresentation, tells = true): void {
    const previous = this.#current;
    this.#current = presentation;
    const former = this.#view;
    if (presentation !== 'inline') this.#room.hidden = false;
    if (previous !== 'mini') this.#scroll = this.#restoring?.scroll ?? chatScroll(this.#room);
    else if (former instanceof MiniView) ({corner: this.#corner, width: this.#width} = former);
    if (presentation !== 'inline' && hasLeft(this.#room)) void this.#room.join().catch(() => undefined); // The room shows its error itself.
    // Does not use `:focus-within`: Chromium finds no focus behind a slot in a dialog of a shadow tree.
    const {activeElement} = this.#room.getRootNode() as Document | ShadowRoot;
    const hadFocus = this.#room.contains(activeElement);
    if (previous === 'inline' || !hadFocus) this.#focused = focusedElement() ?? this.#focused;
    if (previous === 'inline') this.#keepPlace();
    this.#view = this.#createView(presentation);
    if (this.#view) {
      this.#root.append(this.#view.node);
      this.#view.box.append(this.#slot);
      this.#view.open();
    } else this.#root.append(this.#slot);
    former?.close();
    this.#frame.className = `frame ${{inline: '', overlay: 'presented over', mini: 'presented small'}[presentation]}`;
    if (presentation === 'inline') this.#placeSheet.replaceSync('');
    if (presentation !== 'mini') {
      this.#room.observeAspect(presentation === 'overlay' ? this.#view!.box : this.#room);
      const distance = this.#scroll;
      if (distance) void this.#room.updateComplete.then(() => scrollChat(this.#room, distance));
    } else if (hadFocus) (this.#view as MiniView).focus();
    this.#unread = 0;
    for (const name of ['overlay', 'mini'] as const) this.#toggleState(name, name === presentation);
    if (!tells) return;
    this.#store();
    const told = this.#told;
    if (told === presentation) return;
    this.#told = presentation;
    this.#room.dispatchEvent(new LiveEvent('live-presentation-change', {presentation, previous: told}));
    if (presentation === 'inline') this.#returnFocus(hadFocus || !!this.#room.hidden);
  }

  /**
   * Called after the event, in which a launcher shows itself again or the page moves the focus.
   *
   * @param tookFocus True also for a closed room, because an element that is hidden has lost the focus already.
   */
  #returnFocus(tookFocus: boolean): void {
    const focused = focusedElement();
    const {activeElement} = this.#room.getRootNode() as Document | ShadowRoot;
    if (tookFocus && (!focused || this.#room.contains(activeElement))) this.#focused?.focus({preventScroll: true});
    this.#focused = undefined;
  }

  #createView(presentation: LivePresentation): DialogView | MiniView | undefined {
    const terms = presentationTerms(this.#localize.lang);
    const onExpand = () => this.#room.expand();
    const onMinimize = () => this.#room.minimize();
    const onClose = () => this.#close();
    const onHidden = () => (this.#room.presentation = 'inline');
    if (presentation === 'overlay') return new DialogView({terms, onMinimize, onHidden, onClose});
    if (presentation === 'inline') return undefined;
    const place = {corner: this.#corner, width: this.#width, ...this.#miniShape};
    const {pictureInPictureEnabled} = document;
    const hasWindow = pictureInPictureEnabled || 'documentPictureInPicture' in window;
    const onWindow = hasWindow ? () => toggleWindow(this.#room) : undefined;
    return new MiniView({terms, ...place, onExpand, onWindow, onClose});
  }

  /** Closes the room. If scrolling opened the small player, the room stays joined in its place. */
  #close(): void {
    if (!this.#isAutomatic) return void this.#room.close();
    this.#isAutomatic = false;
    this.#isDismissed = true;
    this.#room.presentation = 'inline';
  }

  /**
   * Keeps the room's space on the page while the room is elsewhere. A room that was never in its place needs no space.
   */
  #keepPlace(): void {
    const {hasPlace, offsetHeight} = this.#room;
    this.#placeSheet.replaceSync(
      hasPlace ? `:host { min-block-size: ${offsetHeight}px !important; }` : placelessStyles.cssText,
    );
  }

  get #miniShape(): {readonly aspect: number; readonly offset: readonly [number, number]} {
    return {aspect: videoAspect(this.#room) ?? ASPECT, offset: readOffset(this.#room.offset)};
  }

  #updateMini(): void {
    if (this.#view instanceof MiniView) this.#view.update(this.#miniShape);
  }

  #listen(): AbortController {
    const lifetime = new AbortController();
    const {signal} = lifetime;
    this.#room.addEventListener('live-play', () => this.#updateMini(), {signal});
    this.#room.session.on('message', ({content, own}) => this.#count(content.type === 'comment' && !own), {signal});
    addEventListener('pagehide', () => this.#store(), {signal});
    return lifetime;
  }

  #count(isUnread: boolean): void {
    if (isUnread && this.#view instanceof MiniView) this.#view.unread = ++this.#unread;
  }

  /** Stores the room for the next page, or removes the stored one. */
  #store(): void {
    const {status} = this.#room.session;
    const isPresented = this.#current !== 'inline' && !['idle', 'ended', 'kicked', 'failed'].includes(status);
    if (!isPresented || !isStorageAllowed()) return storePresentedRoom(undefined);
    if (this.#restoring) return; // The stored room is the newest state.
    if (this.#view instanceof MiniView) ({corner: this.#corner, width: this.#width} = this.#view);
    if (this.#current === 'overlay') this.#scroll = chatScroll(this.#room);
    storeRoom(this.#room, {corner: this.#corner, width: this.#width, scroll: this.#scroll});
  }

  #observeVisibility(): void {
    if (this.#visibility || !this.#room.miniWhenHidden) return;
    this.#visibility = new IntersectionObserver((entries) => {
      this.#isInSight = entries.at(-1)!.isIntersecting;
      this.#followSight();
    });
    this.#visibility.observe(this.#room);
  }

  /** Observes if the room is in sight. Called after each update, because a room that is out of sight may join later. */
  #followSight(): void {
    const room = this.#room;
    if (this.#isInSight) {
      this.#isDismissed = false;
      if (this.#isAutomatic && room.presentation === 'mini') room.presentation = 'inline';
      this.#isAutomatic = false;
    } else if (room.miniWhenHidden && room.presentation === 'inline' && !this.#isDismissed && isJoined(room)) {
      this.#isAutomatic = true;
      room.presentation = 'mini';
    }
  }
}

function isJoined({session, hidden}: PresentableRoom): boolean {
  return !hidden && (session.status === 'joined' || session.status === 'reconnecting');
}

/** True if the viewer left the room. If the show ended, the room has an error. */
function hasLeft({session}: PresentableRoom): boolean {
  return session.status === 'ended' && !session.state.connection.error;
}
