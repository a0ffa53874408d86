import {html} from 'lit';
import {lazy} from '../../session/lazy.js';
import {property} from '../base/property.js';
import {ConsentingRoom} from './consenting-room.js';
import type {RoomPresenter} from './presentation/room-presenter.js';

const loadPresenter = lazy(() => import('./presentation/room-presenter.js'));

/**
 * A room that is in its place on the page, over the page, or a small player in a corner.
 *
 * @fires {LiveEvent<'live-presentation-change'>} live-presentation-change - The room moved over the page, into a corner, or back to its place.
 *
 * @csspart dialog - The dialog over the page.
 * @csspart mini - The small player in a corner.
 * @csspart close - The button that closes the room, in both.
 *
 * @cssstate overlay - The room is over the page.
 * @cssstate mini - The room is a small player.
 */
export abstract class PresentableRoom extends ConsentingRoom {
  /** Place of the room: `inline`, `overlay` over the page, or `mini`, a small player in a corner. */
  @property({reflect: true, useDefault: true}) presentation: 'inline' | 'overlay' | 'mini' = 'inline';

  /** Shows the small player while the room is scrolled out of sight. */
  @property({attribute: 'mini-when-hidden', type: Boolean}) miniWhenHidden = false;

  /** Distance of the small player from the edges of the window, px: `16`, or vertical and horizontal, `80 16`. */
  @property() offset = '';

  abstract roomId: string;
  abstract without: string;

  /** @internal True if the room was in its place on the page before. */
  hasPlace?: boolean;

  #presenter: RoomPresenter | undefined;

  abstract join(): Promise<void>;
  abstract leave(): Promise<void>;

  /** @internal Observes the shape of the layout's box. In its place on the page, the box is the element itself. */
  abstract observeAspect(box: HTMLElement): void;

  /** Shows the room over the page, and joins again if it was closed. */
  expand(): void {
    this.hidden = false;
    this.presentation = 'overlay';
  }

  /** Shows the room as a small player in a corner. */
  minimize(): void {
    this.hidden = false;
    this.presentation = 'mini';
  }

  /** Leaves the room and hides it. */
  close(): Promise<void> {
    this.hidden = true;
    this.presentation = 'inline';
    return this.leave();
  }

  /** Pieces that are not drawn now. A small player does not draw the most expensive ones. */
  protected get hiddenPieces(): string {
    return this.without + (this.presentation === 'mini' ? ' gifts danmaku' : '');
  }

  /** @internal */
  protected abstract renderRoom(): unknown;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#presenter?.pause();
  }

  protected override render() {
    return html`<div class="frame">${this.renderRoom()}</div>`;
  }

  protected override updated(): void {
    if (!this.#presenter && this.presentation === 'inline') {
      this.hasPlace = true;
      if (!this.miniWhenHidden) return;
    }
    // If the script fails to load, the room stays in its place, and the next change loads it again.
    loadPresenter()
      .then(({RoomPresenter}) => {
        this.#presenter ??= new RoomPresenter(this, this.toggleState.bind(this));
        this.#presenter.update();
      })
      .catch(() => undefined);
  }
}
