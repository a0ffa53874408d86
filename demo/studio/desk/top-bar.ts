import {html, nothing, type TemplateResult} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {KEYS} from '../base/shortcuts.ts';
import {ask} from '../base/question.ts';
import {t} from '../base/language.ts';
import type {RoomInfo} from '../base/server-types.ts';
import {StudioPanel} from '../base/studio-element.ts';

const OVER = ['failed', 'kicked', 'ended'];

/** The bar at the top: the room, its status, the connection, help, the drawer of the local cloud and signing out. */
@customElement('studio-top-bar')
export class StudioTopBar extends StudioPanel {
  @property({type: Boolean}) drawerOpen = false;
  @state() private rooms: readonly Pick<RoomInfo, 'roomId' | 'title'>[] = [];

  protected override connected(signal: AbortSignal): void {
    const {server, roomInfo, room, roomId} = this.studio;
    this.rooms = [{roomId, title: roomId}];
    this.renderOn(roomInfo, ['change'], signal);
    this.renderOn(room, ['live-status-change'], signal);
    server.call<readonly RoomInfo[]>('GET', '/rooms').then(
      (rooms) => {
        if (!signal.aborted && rooms.some((other) => other.roomId === roomId)) this.rooms = rooms;
      },
      () => undefined, // Without the list only this room is shown.
    );
  }

  protected override render(): TemplateResult {
    const {roomId, roomInfo} = this.studio;
    const {status} = roomInfo;
    return html`<header class="top">
      <p class="brand">
        <img src="/images/seal.svg" alt="" width="28" height="28" />
        <strong>${t('studio')}</strong>
      </p>
      <div class="where">
        <label class="unseen" for="room">${t('room')}</label>
        <select id="room" @change=${this.#changeRoom}>
          ${this.rooms.map(
            (room) => html`<option value=${room.roomId} ?selected=${room.roomId === roomId}>${room.title}</option>`,
          )}
        </select>
        <span class="pill" data-status=${status ?? ''}>${status ? t(status) : ''}</span>
        ${this.#connection()}
      </div>
      <div class="switches">
        <button type="button" class="plain" aria-keyshortcuts=${KEYS.help} @click=${() => this.#send('help')}>
          <span class="label">${t('shortcuts')}</span> <kbd aria-hidden="true">?</kbd>
        </button>
        <button
          type="button"
          class="plain"
          aria-expanded=${this.drawerOpen ? 'true' : 'false'}
          aria-controls="cloud-drawer"
          @click=${() => this.#send('drawer')}
        >
          ${t('openCloud')}
        </button>
        <button type="button" class="plain" @click=${() => this.#send('leave')}>${t('signOut')}</button>
      </div>
    </header>`;
  }

  #connection(): TemplateResult {
    const {room} = this.studio;
    const {status, error} = room.session.state.connection;
    const again = () => room.join().catch(() => undefined); // The connection's status shows the error.
    return html`<span class="pill quiet" data-status=${status} role="status">
      ${t(`connection-${status}`)}
      ${
        OVER.includes(status)
          ? html`${error ? error.code : nothing}
              <button type="button" class="plain" @click=${again}>${t('joinAgain')}</button>`
          : nothing
      }
    </span>`;
  }

  readonly #changeRoom = async (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const to = select.value;
    const title = select.selectedOptions[0]?.textContent ?? to;
    if (await ask(t('leaveFor', {room: title}), t('go'))) {
      location.search = new URLSearchParams({room: to}).toString();
    } else select.value = this.studio.roomId;
  };

  #send(name: 'help' | 'drawer' | 'leave'): void {
    this.dispatchEvent(new Event(`studio-${name}`));
  }
}
