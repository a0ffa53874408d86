import type {PropertyValues} from 'lit';
import {property} from './property.js';
import {LiveElement} from './live-element.js';
import type {SessionController} from './session-controller.js';
import {warn} from './warn.js';

/** Wait before the warning about an element without a room, ms. A page may add the room after its elements. */
const NO_ROOM_WARNING_MS = 3_000;

/**
 * Base class of elements that belong to a room: the room with the id `room`, or the nearest enclosing `<live-room>`.
 */
export abstract class RoomWidget extends LiveElement {
  /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
  @property() room = '';

  protected abstract readonly live: SessionController<unknown>;

  /** True if the element does nothing without a room. */
  protected readonly needsRoom: boolean = true;

  #noRoomTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (__DEV__ && this.needsRoom) this.#noRoomTimer = setTimeout(() => this.#warnNoRoom(), NO_ROOM_WARNING_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#noRoomTimer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('room') && this.isConnected && changed.get('room') !== undefined) this.live.resolve();
  }

  #warnNoRoom(): void {
    if (!__DEV__ || this.live.session) return;
    const advice = this.room
      ? `there is no <live-room id="${this.room}">.`
      : 'put it inside <live-room>, or set room="<id of a live-room>".';
    warn(`<${this.localName}> belongs to no room: ${advice}`, 'an-element-has-no-room');
  }
}
