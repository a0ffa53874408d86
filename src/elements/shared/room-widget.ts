import type {PropertyValues} from 'lit';
import {property} from './property.js';
import {LiveElement} from './live-element.js';
import type {SessionController} from './session-controller.js';

/** An element that belongs to a room: the one that `room` names, or the nearest enclosing `<live-room>`. */
export abstract class RoomWidget extends LiveElement {
  /** The id of the `<live-room>` this belongs to, in the same tree or the document. Without it: the one around. */
  @property() room = '';

  protected abstract readonly live: SessionController<unknown>;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('room') && this.isConnected && changed.get('room') !== undefined) this.live.resolve();
  }
}
