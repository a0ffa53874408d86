import {html, nothing, type TemplateResult} from 'lit';
import {commerceTerms} from '../../locales/commerce/load-commerce-terms.js';
import type {CommerceTerms} from '../../locales/commerce/commerce-terms.js';
import {delay} from '../../protocol/abort.js';
import {formatPrice} from '../../protocol/money.js';
import {isPageHidden} from '../../protocol/page-hidden.js';
import {safeUrl} from '../../protocol/safe-url.js';
import {translated} from '../../protocol/translated.js';
import type {RoomStatus} from '../../protocol/messages.js';
import {loadRoom, loadShow, scheduleOf, type Schedule, type Show} from '../../session/commerce/show.js';
import type {RoomState} from '../../session/state/slices/room.js';
import {RoomProducts} from '../../session/commerce/room-products.js';
import type {LiveSession} from '../../session/live-session.js';
import type {RoomWidget} from '../base/room-widget.js';
import type {LiveEventDetails} from '../base/events.js';
import type {Countdown} from '../base/countdown.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {handlePictureError, isDrawable} from '../media/broken-pictures.js';
import {calendarFile} from './calendar-file.js';

export {styles} from './lobby-view.styles.js';

/** Products shown after the show. */
const PRODUCTS_SHOWN = 12;
const DAY_S = 86_400;
/**
 * Interval at which a waiting page loads the room again, ms, varied by half, so that the requests of the pages do not
 * coincide. The room sends every change to joined pages, so this interval only covers lost messages.
 */
const REFRESH_MS = 30_000;
/** The same interval for a page that has not joined, or lost its connection, while the show is due. */
const DUE_REFRESH_MS = 1_300;
/** The show is due from this time before its start to this time after it, ms. */
const DUE_BEFORE_MS = 60_000;
const DUE_AFTER_MS = 600_000;

/** The parts of the element that `LobbyView` uses. */
export interface LobbyViewOptions {
  readonly session: LiveSession;
  readonly localize: LocalizeController;
  readonly countdown: Countdown;
  readonly element: RoomWidget;
  update(): void;
  /** Returns false if the page cancels the event. */
  fire<T extends 'live-remind' | 'live-next-select'>(
    type: T,
    detail: LiveEventDetails[T],
    options: {readonly cancelable: true},
  ): boolean;
}

export interface LobbyInput {
  readonly isJoined: boolean;
  readonly status: RoomStatus | undefined;
  readonly title: string;
  readonly info: RoomState['info'];
  readonly roomId: string | undefined;
}

/** The room before and after its show. */
export class LobbyView {
  readonly session: LiveSession;
  readonly #options: LobbyViewOptions;
  readonly #lifetime = new AbortController();
  #products: RoomProducts | undefined;
  #nextId: string | undefined;
  #next: Show | undefined;
  /** The room whose reminder is set. */
  #remindedId: string | undefined;
  #info: LobbyInput['info'];
  /** The schedule that the room sent last. It is newer than the schedule in `#info`. */
  #schedule: Schedule | undefined;
  /** The status that was loaded last. Undefined before the first load. */
  #status: RoomStatus | undefined;

  constructor(options: LobbyViewOptions) {
    this.session = options.session;
    this.#options = options;
    const {signal} = this.#lifetime;
    this.session.on('schedule', ({content}) => this.#setSchedule(scheduleOf(content.fields)), {signal});
    void this.#keepCurrent();
  }

  end(): void {
    this.#lifetime.abort();
  }

  /** The status of the show: as the room sends it, or as it was loaded if the page is not joined. */
  statusOf({isJoined, status}: Pick<LobbyInput, 'isJoined' | 'status'>): RoomStatus | undefined {
    return isJoined ? status : (this.#status ?? status);
  }

  render({status, info, roomId = '', ...room}: LobbyInput): TemplateResult {
    const title = translated({...room, translations: info?.translations}, 'title', this.#options.localize.lang);
    const terms = commerceTerms(this.#options.localize.lang, this.#options.update);
    if (info !== this.#info) {
      this.#info = info;
      this.#schedule = undefined;
    }
    const {startsAt, poster, trailerUrl, nextRoomId} = this.#schedule ?? scheduleOf(info);
    if (status === 'ended') return this.#ended(terms, nextRoomId);
    const show = startsAt ? {roomId, title, startsAt} : undefined;
    return html`<section class="lobby">
      ${
        isDrawable(poster) && !trailerUrl
          ? html`<img class="poster" src=${poster} alt="" referrerpolicy="no-referrer" @error=${handlePictureError} />`
          : nothing
      }
      <slot name="trailer">
        ${
          trailerUrl
            ? html`<video
                class="trailer"
                controls
                playsinline
                preload="none"
                src=${trailerUrl}
                poster=${poster || nothing}
              ></video>`
            : nothing
        }
      </slot>
      <h2 part="title" class="title" dir="auto">${title}</h2>
      ${this.#countdown(show?.startsAt, terms)} ${show ? this.#actions(show, terms) : nothing}
    </section>`;
  }

  #countdown(startsAt: number | undefined, terms: CommerceTerms): TemplateResult {
    const left = this.#options.countdown.secondsUntil(startsAt === undefined ? undefined : startsAt * 1_000);
    if (!left) return html`<p part="countdown" class="countdown">${terms.startsSoon}</p>`;
    const days = Math.floor(left / DAY_S);
    const clock = [Math.floor(left / 3_600) % 24, Math.floor(left / 60) % 60, left % 60];
    const text = clock.map((part) => String(part).padStart(2, '0')).join(':');
    return html`<p part="countdown" class="countdown" role="timer">
      <span class="label">${terms.startsIn}</span>
      <bdi>${days ? `${terms.days(this.#options.localize.exact(days))} ` : ''}${text}</bdi>
    </p>`;
  }

  #actions(show: Show, terms: CommerceTerms): TemplateResult {
    const remind = () => {
      const {roomId, startsAt} = show;
      if (this.#options.fire('live-remind', {roomId, startsAt}, {cancelable: true})) this.#save(show);
      this.#remindedId = roomId;
      this.#options.update();
    };
    const now = this.session.now();
    const isReminded = this.#remindedId === show.roomId;
    return html`<p class="date">${this.#options.localize.time(show.startsAt * 1_000, now)}</p>
      <div class="actions">
        ${this.#calendarButton(show, terms)}
        <button part="remind" class="button primary" type="button" aria-disabled=${isReminded} @click=${remind}>
          ${isReminded ? terms.reminderSet : terms.remindMe}
        </button>
      </div>`;
  }

  #calendarButton(show: Show, terms: CommerceTerms): TemplateResult {
    return html`<button part="calendar" class="button" type="button" @click=${() => this.#save(show)}>
      ${terms.addToCalendar}
    </button>`;
  }

  #ended(terms: CommerceTerms, nextRoomId: string | undefined): TemplateResult {
    this.#products ??= new RoomProducts(this.session, this.#options.update, this.#lifetime.signal);
    if (nextRoomId !== this.#nextId) void this.#loadNext(nextRoomId);
    const {localize} = this.#options;
    const products = (this.#products.list ?? []).slice(0, PRODUCTS_SHOWN);
    const next = this.#next && {...this.#next, title: translated(this.#next, 'title', localize.lang)};
    return html`<slot name="ended">
      <section class="lobby">
        <h2 part="title" class="title">${terms.thanks}</h2>
        ${
          next
            ? html`<p class="date">${localize.time(next.startsAt * 1_000, this.session.now())}</p>
                <div class="actions">
                  <button part="next" class="button primary" type="button" @click=${() => this.#openNext(next.roomId)}>
                    ${terms.nextShow}: <bdi>${next.title}</bdi>
                  </button>
                  ${this.#calendarButton(next, terms)}
                </div>`
            : nothing
        }
        <ul class="products" role="list" ?hidden=${!products.length} aria-label=${terms.products}>
          ${products.map((product) => {
            const {price, currency, href, image} = product;
            const url = safeUrl(href);
            const content = html`${
                isDrawable(image)
                  ? html`<img
                      src=${image}
                      alt=""
                      loading="lazy"
                      referrerpolicy="no-referrer"
                      @error=${handlePictureError}
                    />`
                  : nothing
              }<span dir="auto">${translated(product, 'title', localize.lang)}</span
              ><b><bdi>${formatPrice(price, currency, localize.lang)}</bdi></b>`;
            return html`<li>${url ? html`<a href=${url} target="_blank" rel="noopener">${content}</a>` : content}</li>`;
          })}
        </ul>
      </section>
    </slot>`;
  }

  #openNext(roomId: string): void {
    if (!this.#options.fire('live-next-select', {roomId}, {cancelable: true})) return;
    const room = roomOf(this.#options.element, this.session);
    if (room) room.roomId = roomId;
  }

  #setSchedule(schedule: Schedule): void {
    this.#info = this.session.state.room.info;
    this.#schedule = schedule;
    this.#options.update();
  }

  /** Loads the room repeatedly while it waits. */
  async #keepCurrent(): Promise<void> {
    const {signal} = this.#lifetime;
    // The room was loaded before its show, which is over: its next show may have been announced since.
    const isOver = this.session.state.room.status === 'ended';
    let waitMs = isOver ? this.session.state.room.refreshWithinS * 1_000 : this.#refreshMs();
    let refreshedAt = isOver ? -Infinity : performance.now();
    while (!signal.aborted) {
      try {
        await delay(waitMs * (0.5 + Math.random()), signal);
        const {connection} = this.session.state;
        const {roomId} = connection;
        const isEarly = performance.now() - refreshedAt < REFRESH_MS / 2;
        waitMs = this.#refreshMs();
        if (!roomId || isPageHidden() || (connection.status === 'joined' && isEarly)) continue;
        refreshedAt = performance.now();
        const known = this.#schedule;
        const loaded = await loadRoom(this.session, roomId, signal);
        // The room sent a change during the request, so the response may be older.
        if (roomId !== this.session.state.connection.roomId || known !== this.#schedule) continue;
        this.#status = loaded.status;
        this.#setSchedule(scheduleOf(loaded));
      } catch {
        // The server does not respond, so the schedule stays until the next round; or the lobby has ended.
      }
    }
  }

  #refreshMs(): number {
    const {info, refreshWithinS} = this.session.state.room;
    const {startsAt} = this.#schedule ?? scheduleOf(info);
    const lateMs = this.session.now() - (startsAt ?? Infinity) * 1_000;
    const isDue = lateMs > -DUE_BEFORE_MS && lateMs < DUE_AFTER_MS;
    return isDue ? Math.max(DUE_REFRESH_MS, refreshWithinS * 1_000) : REFRESH_MS;
  }

  async #loadNext(roomId: string | undefined): Promise<void> {
    this.#nextId = roomId;
    this.#next = undefined;
    if (!roomId) return;
    try {
      const show = await loadShow(this.session, roomId, this.#lifetime.signal);
      if (roomId !== this.#nextId) return;
      this.#next = show;
      this.#options.update();
    } catch {
      // Without a response the next show is not shown.
    }
  }

  /** Saves a calendar file. */
  #save({roomId, title, startsAt}: Show): void {
    const now = Math.floor(this.session.now() / 1_000);
    const text = calendarFile({id: `${roomId}-${startsAt}`, title, startsAt, now, url: location.href});
    const url = URL.createObjectURL(new Blob([text], {type: 'text/calendar'}));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'live.ics';
    link.click();
    URL.revokeObjectURL(url);
  }
}

/** The `<live-room>` that an element belongs to. */
function roomOf(element: RoomWidget, session: LiveSession): {roomId: string} | undefined {
  const {room} = element;
  const byId = room
    ? ((element.getRootNode() as Partial<Document>).getElementById?.(room) ?? document.getElementById(room))
    : null;
  for (
    let node: Node | null | undefined = byId ?? element;
    node;
    node = node.parentNode ?? (node as Partial<ShadowRoot>).host
  ) {
    const candidate = node as Partial<{session: LiveSession; roomId: string}>;
    if (candidate.session === session && candidate.roomId !== undefined) return candidate as {roomId: string};
  }
  return undefined;
}
