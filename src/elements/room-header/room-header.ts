import {html, nothing, type PropertyValues} from 'lit';
import {displayName} from '../../protocol/text/display-name.js';
import {translated} from '../../protocol/translated.js';
import type {LiveError, LiveErrorCode} from '../../protocol/errors.js';
import {avatar} from '../profile-card/avatar.js';
import {errorText} from '../base/error-text.js';
import {iconTemplate} from '../icons/icon-template.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property, state} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {ensureSignedIn} from '../base/ensure-signed-in.js';
import {tokens} from '../base/tokens.js';
import {LazyModule} from '../base/lazy-module.js';
import {lazy} from '../../session/lazy.js';
import {styles} from './room-header.styles.js';

const loadCompact = lazy(() => import('../base/compact-header.js'));

/** Statuses of the room that are also custom states. */
const STATUSES = ['live', 'paused', 'ended', 'upcoming'] as const;

/**
 * Shows host, title, status, notice and number of viewers, with a button that follows the host.
 *
 * @tag room-header
 * @summary The room's host, title, status, notice and number of viewers.
 * @status stable
 * @since 0.1
 *
 * @slot actions - The page's own buttons, at the end.
 *
 * @fires {LiveEvent<'live-host-select'>} live-host-select - The viewer selected the host.
 * @fires {LiveEvent<'live-follow'>} live-follow - The viewer is about to follow the host, or to stop following. Cancel it and nothing changes.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest wants to follow. Cancel it and sign in your own way.
 * @fires {LiveEvent<'live-error'>} live-error - The follow, or the sign-in for it, failed.
 *
 * @csspart host - The button with the host's avatar, the host's name and the title.
 * @csspart avatar - The host's avatar.
 * @csspart title - The room's title.
 * @csspart count - The number of viewers.
 * @csspart status - The status of the show.
 * @csspart notice - The room's notice.
 * @csspart follow - The button that follows the host.
 *
 * @cssproperty [--live-room-header-background=var(--live-scrim)] - Background of each piece.
 * @cssproperty [--live-room-header-text=#fff] - Colour of the text.
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

  /**
   * Draws one row, for use over a video: the follow button is a disc, the number of viewers has an icon, the notice has
   * one line.
   */
  @property({type: Boolean, reflect: true}) compact = false;

  protected readonly live = new SessionController(this, ({room, connection, viewer}) => ({
    ...room,
    roomId: connection.roomId,
    served: connection.hasBackend,
    userId: viewer.profile?.userId,
    following: !!viewer.following,
  }));

  readonly #localize = new LocalizeController(this);
  readonly #compact = new LazyModule(this, loadCompact);
  #pending = false;

  /** @internal Code of the error of the last failed follow. */
  @state() protected followError: LiveErrorCode | undefined;

  /** @internal True if the closed notice is clipped. */
  @state() protected noticeCut = false;

  /** @internal True after the viewer has opened the notice. */
  @state() protected noticeOpen = false;

  #notice = '';
  readonly #noticeObserver = new ResizeObserver(() => this.#measureNotice());

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#noticeObserver.observe(this.#noticeBox);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#noticeObserver.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const {notice = ''} = this.live.value ?? {};
    if (notice === this.#notice) return;
    this.#notice = notice;
    this.noticeOpen = false;
  }

  protected override firstUpdated(changed: PropertyValues<this>): void {
    super.firstUpdated(changed);
    this.#noticeObserver.observe(this.#noticeBox);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#measureNotice();
  }

  protected override render() {
    const {value} = this.live;
    const {host, status, online, notice: original = '', roomId = '', following = false, info} = value ?? {};
    const {lang} = this.#localize;
    const title = translated({title: value?.title ?? '', translations: info?.translations}, 'title', lang);
    const notice = info?.notice === original ? translated(info, 'notice', lang) : original;
    for (const name of STATUSES) this.toggleState(name, name === status);
    const name = host ? displayName(host) : title || roomId;
    const subtitle = host ? title : '';
    const {compact} = this;
    if (compact) void this.#compact.module;
    const followTerm = this.#localize.term(following ? 'following' : 'follow');
    const count = online === undefined ? '' : this.#localize.number(online);
    const watching = online === undefined ? '' : this.#localize.term('watching', count, online);
    const noticeTerm = this.#localize.term(this.noticeOpen ? 'showLess' : 'showMore');
    const followRefusal = this.followError && errorText(this.#localize.locale, this.followError);
    return html`
      <div class="header ${compact ? 'compact' : ''}">
        <button part="host" class="host" type="button" ?hidden=${!name} ?disabled=${!host} @click=${this.#selectHost}>
          ${host ? avatar(host, 'avatar') : nothing}
          <span class="names">
            <bdi class="nick">${name}</bdi>
            <span part="title" class="title" dir="auto" ?hidden=${!subtitle}>${subtitle}</span>
          </span>
        </button>
        <button
          part="follow"
          class="follow"
          type="button"
          aria-pressed=${following}
          aria-label=${compact ? followTerm : nothing}
          ?hidden=${!value?.served || !host || host.userId === value.userId}
          @click=${this.#toggleFollow}
        >
          ${compact ? (following ? '✓' : '+') : followTerm}
        </button>
        <div class="info">
          <span part="status" class="status ${status ?? ''}" ?hidden=${!status}>
            ${status ? this.#localize.term(status) : ''}
          </span>
          <span part="count" class="count" dir="auto" ?hidden=${this.withoutCount || online === undefined}>
            ${
              compact && watching
                ? html`<span class="visually-hidden">${watching}</span
                    ><span class="viewers" aria-hidden="true">${iconTemplate('viewers')}${count}</span>`
                : watching
            }
          </span>
          <slot name="actions"></slot>
        </div>
        <p
          part="notice"
          class="notice ${this.noticeOpen ? 'open' : ''}"
          dir="auto"
          tabindex=${this.noticeOpen ? 0 : nothing}
          ?hidden=${!notice}
        >
          ${notice}
        </p>
        <button
          class="more"
          type="button"
          aria-expanded=${this.noticeOpen}
          ?hidden=${!notice || !(this.noticeCut || this.noticeOpen)}
          aria-label=${compact ? noticeTerm : nothing}
          @click=${this.#toggleNotice}
        >
          ${compact ? (this.noticeOpen ? '▴' : '▾') : noticeTerm}
        </button>
        <p class="notice error" role="status">${followRefusal}</p>
      </div>
    `;
  }

  get #noticeBox(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.notice')!;
  }

  readonly #toggleNotice = () => {
    this.noticeOpen = !this.noticeOpen;
    this.#noticeBox.scrollTop = 0;
  };

  /** Measures if the closed notice is clipped. An open notice is never clipped. */
  #measureNotice(): void {
    if (this.noticeOpen) return;
    const {scrollHeight, clientHeight} = this.#noticeBox;
    this.noticeCut = scrollHeight > clientHeight + 1;
  }

  readonly #selectHost = () => {
    const host = this.live.value?.host;
    if (host) this.fire('live-host-select', {host});
  };

  readonly #toggleFollow = async () => {
    const {session, value} = this.live;
    const host = value?.host;
    if (!session || !host || this.#pending) return;
    this.#pending = true;
    this.followError = undefined;
    const following = !value.following;
    try {
      if (!(await ensureSignedIn(this, session, 'follow'))) return;
      if (this.fire('live-follow', {host, following}, {cancelable: true})) await session.follow(following);
    } catch (reason) {
      const error = reason as LiveError; // The session rejects with a `LiveError` only.
      this.followError = error.code;
      this.fire('live-error', {error});
    } finally {
      this.#pending = false;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'room-header': RoomHeader;
  }
}
