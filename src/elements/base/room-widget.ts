import type {PropertyValues} from 'lit';
import {property} from './property.js';
import {LiveElement} from './live-element.js';
import type {SessionController} from './session-controller.js';
import {warn} from './warn.js';

/** A room may be added after its elements; an element still without a room after this time is a mistake of the page. */
const NO_ROOM_WARNING_MS = 3_000;

/** Base class of elements that belong to a room: the one that `room` names, or the nearest enclosing `<live-room>`. */
export abstract class RoomWidget extends LiveElement {
  /**
   * The id of the `<live-room>` that this element belongs to, in the same tree or in the document. Unless given, the enclosing
   * one.
   */
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
