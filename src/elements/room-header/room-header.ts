import {html, nothing} from 'lit';
import {avatar} from '../shared/avatar.js';
import {LocalizeController} from '../shared/localize-controller.js';
import {property} from '../shared/property.js';
import {RoomWidget} from '../shared/room-widget.js';
import {SessionController} from '../shared/session-controller.js';
import {tokens} from '../shared/tokens.js';
import {styles} from './room-header.styles.js';

/** The room's own statuses, as the page can style them. */
const STATUSES = ['live', 'paused', 'ended', 'upcoming'] as const;

/**
 * Who hosts the room, what it is called, how it stands, and how many watch.
 *
 * @tag room-header
 * @summary Host, title, status, notice and number of viewers.
 * @status stable
 * @since 0.1
 *
 * @slot actions - Buttons of the page's own, at the end.
 *
 * @fires {LiveEvent<'live-host-select'>} live-host-select - The viewer chose the host.
 *
 * @csspart host - The button with the host's picture and names.
 * @csspart avatar - The host's picture.
 * @csspart title - The room's title.
 * @csspart count - The number of viewers.
 * @csspart status - Where the show stands.
 * @csspart notice - The room's announcement.
 *
 * @cssproperty [--live-room-header-background=rgb(10 10 16 / 0.68)] - Behind each piece.
 * @cssproperty [--live-room-header-text=#fff] - Colour of the words.
 *
 * @cssstate live - The show is on.
 * @cssstate paused - The host paused the show.
 * @cssstate ended - The show is over.
 * @cssstate upcoming - The show has not begun.
 */
export class RoomHeader extends RoomWidget {
  static override readonly tag: string = 'room-header';
  static override styles = [tokens, styles];

  /** Hides the number of viewers. */
  @property({type: Boolean, reflect: true, attribute: 'without-count'}) withoutCount = false;

  protected readonly live = new SessionController(this, ({room, connection}) => ({...room, roomId: connection.roomId}));

  readonly #text = new LocalizeController(this);

  protected override render() {
    const {host, title = '', status, online, notice = '', roomId = ''} = this.live.value ?? {};
    for (const known of STATUSES) this.toggleState(known, known === status);
    const name = host?.nick || host?.userId || title || roomId;
    const subtitle = host ? title : '';
    return html`
      <div class="header">
        <button part="host" class="host" type="button" ?hidden=${!name} ?disabled=${!host} @click=${this.#selectHost}>
          ${host ? avatar(host, 'avatar') : nothing}
          <span class="names">
            <bdi class="nick">${name}</bdi>
            <span part="title" class="title" dir="auto" ?hidden=${!subtitle}>${subtitle}</span>
          </span>
        </button>
        <div class="facts">
          <span part="status" class="status ${status ?? ''}" ?hidden=${!status}>
            ${status ? this.#text.term(status) : ''}
          </span>
          <span part="count" class="count" dir="auto" ?hidden=${this.withoutCount || online === undefined}>
            ${online === undefined ? nothing : this.#text.term('watching', this.#text.number(online), online)}
          </span>
          <slot name="actions"></slot>
        </div>
        <p part="notice" class="notice" dir="auto" ?hidden=${!notice}>${notice}</p>
      </div>
    `;
  }

  readonly #selectHost = () => {
    const host = this.live.value?.host;
    if (host) this.fire('live-host-select', {host});
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'room-header': RoomHeader;
  }
}
