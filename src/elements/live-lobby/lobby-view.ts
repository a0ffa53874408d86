import {html, nothing, type TemplateResult} from 'lit';
import {commerceTerms} from '../../locales/commerce/load-commerce-terms.js';
import type {CommerceTerms} from '../../locales/commerce/commerce-terms.js';
import {delay} from '../../protocol/abort.js';
import {formatPrice} from '../../protocol/money.js';
import {isPageHidden} from '../../protocol/page-hidden.js';
import {safeUrl} from '../../protocol/safe-url.js';
import {translated} from '../../protocol/translated.js';
import {loadRoom, loadShow, scheduleOf, type Show} from '../../session/commerce/show.js';
import type {RoomState} from '../../session/state/slices/room.js';
import {RoomProducts} from '../../session/commerce/room-products.js';
import type {LiveSession} from '../../session/live-session.js';
import type {Countdown} from '../base/countdown.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {handlePictureError, isDrawable} from '../media/broken-pictures.js';
import {calendarFile} from './calendar-file.js';

export {styles} from './lobby-view.styles.js';

/** Products shown after the show. */
const PRODUCTS_SHOWN = 12;
const DAY_S = 86_400;
/** Interval at which the schedule of a waiting room is loaded again, ms. Half of it more or less, so that pages do not ask at once. */
const REFRESH_MS = 30_000;

/** The parts of the element that `LobbyView` uses. */
export interface LobbyViewOptions {
  readonly session: LiveSession;
  readonly localize: LocalizeController;
  readonly countdown: Countdown;
  update(): void;
  /** Returns false if the page sends the reminder itself. */
  remind(detail: {readonly roomId: string; readonly startsAt: number}): boolean;
}

export interface LobbyInput {
  readonly status: 'upcoming' | 'ended';
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
  #isReminded = false;
  #input: LobbyInput['info'];
  /** The room as it was loaded last. */
  #loaded: LobbyInput['info'];

  constructor(options: LobbyViewOptions) {
    this.session = options.session;
    this.#options = options;
    void this.#keepCurrent();
  }

  end(): void {
    this.#lifetime.abort();
  }

  render({status, info, roomId = '', ...room}: LobbyInput): TemplateResult {
    const title = translated({...room, translations: info?.translations}, 'title', this.#options.localize.lang);
    const terms = commerceTerms(this.#options.localize.lang, this.#options.update);
    if (info !== this.#input) {
      this.#input = info;
      this.#loaded = undefined;
    }
    const {startsAt, poster, trailerUrl, nextRoomId} = scheduleOf(this.#loaded ?? info);
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
      if (this.#options.remind({roomId, startsAt})) this.#save(show);
      this.#isReminded = true;
      this.#options.update();
    };
    const now = this.session.now();
    return html`<p class="date">${this.#options.localize.time(show.startsAt * 1_000, now)}</p>
      <div class="actions">
        ${this.#calendarButton(show, terms)}
        <button part="remind" class="button primary" type="button" aria-disabled=${this.#isReminded} @click=${remind}>
          ${this.#isReminded ? terms.reminderSet : terms.remindMe}
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
            ? html`<p class="date">
                  ${terms.nextShow}: <bdi>${next.title}</bdi>,
                  ${localize.time(next.startsAt * 1_000, this.session.now())}
                </p>
                <div class="actions">${this.#calendarButton(next, terms)}</div>`
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

  /** Loads the schedule again and again: no message tells waiting pages that it has changed. */
  async #keepCurrent(): Promise<void> {
    const {signal} = this.#lifetime;
    while (!signal.aborted) {
      try {
        await delay(REFRESH_MS * (0.5 + Math.random()), signal);
        const {roomId} = this.session.state.connection;
        if (!roomId || isPageHidden()) continue;
        const loaded = await loadRoom(this.session, roomId, signal);
        if (roomId !== this.session.state.connection.roomId) continue;
        this.#loaded = loaded;
        this.#options.update();
      } catch {
        // The server does not answer: the schedule stays until the next round. Or the lobby has ended.
      }
    }
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
      // Without an answer the next show is left out.
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
