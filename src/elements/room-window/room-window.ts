import {html, nothing, render, type TemplateResult} from 'lit';
import {LiveError} from '../../protocol/errors.js';
import {safeUrl} from '../../protocol/safe-url.js';
import {displayName} from '../../protocol/text/display-name.js';
import {translated} from '../../protocol/translated.js';
import type {LiveSession} from '../../session/live-session.js';
import {ensureSignedIn} from '../base/ensure-signed-in.js';
import {errorText} from '../base/error-text.js';
import {LiveEvent} from '../base/events.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {isDrawable} from '../media/broken-pictures.js';
import {priceText} from '../media/price-text.js';
import {isHiddenByViewer, loadWordSearch} from '../message-list/hidden-content.js';
import {styles} from './room-window.styles.js';
import {videoStream, type VideoStream} from './video-stream.js';

export {loadWordSearch};

/** Size of a new window, px. The browser stores the size that the viewer sets. */
const SIZE = {width: 320, height: 560};
/** Comments in the window. */
const COMMENTS_SHOWN = 20;

/** The browser's window over other programs (Chromium 116). TypeScript has no type of it. */
interface DocumentPictureInPicture {
  requestWindow(options: {readonly width: number; readonly height: number}): Promise<Window & typeof globalThis>;
}

export interface RoomWindowOptions {
  /** The player. Its videos are shown, and it fires the events. */
  readonly player: HTMLElement;
  readonly session: LiveSession;
  readonly localize: LocalizeController;
  /** Closes the window. */
  readonly signal: AbortSignal;
}

let current: RoomWindow | undefined;

/**
 * Opens a window over other programs with picture, chat and product, or closes it. Returns false if the browser has no
 * such window, or does not allow the video to be copied into it. Rejects with the browser's error. Must be called
 * within a user gesture.
 */
export async function toggleRoomWindow(options: RoomWindowOptions): Promise<boolean> {
  const {documentPictureInPicture: api} = window as {documentPictureInPicture?: DocumentPictureInPicture};
  const video = options.player.shadowRoot!.querySelector('video');
  if (!api || window.top !== window || !video) return false;
  if (current?.isOf(options.player)) {
    current.close();
    return true;
  }
  const picture = videoStream(video);
  picture?.release();
  if (!picture) return false;
  const own = await api.requestWindow(SIZE);
  if (options.signal.aborted) own.close();
  else current = new RoomWindow(own, options);
  return true;
}

/** The window's content. No node of the page moves into it: a video would stop, and its styles would be lost. */
class RoomWindow {
  readonly #window: Window & typeof globalThis;
  readonly #options: RoomWindowOptions;
  readonly #lifetime = new AbortController();
  readonly #video: HTMLVideoElement;
  readonly #content: HTMLElement;
  #shown: HTMLVideoElement | undefined;
  #picture: VideoStream | undefined;
  #problem = '';

  constructor(own: Window & typeof globalThis, options: RoomWindowOptions) {
    this.#window = own;
    this.#options = options;
    const {document: page} = own;
    const {player, session, localize, signal: ended} = options;
    const {signal} = this.#lifetime;
    // A sheet of the window itself, which a strict policy of the page allows.
    const sheet = new own.CSSStyleSheet();
    sheet.replaceSync(styles.cssText);
    page.adoptedStyleSheets = [sheet];
    page.documentElement.lang = localize.lang;
    page.documentElement.dir = localize.dir;
    this.#video = page.createElement('video');
    Object.assign(this.#video, {autoplay: true, muted: true, playsInline: true});
    this.#content = page.body;
    own.addEventListener('pagehide', () => this.#end(), {signal});
    ended.addEventListener('abort', () => this.close(), {signal});
    session.subscribe(() => this.#update(), {signal});
    this.#followVideo(player.shadowRoot!);
    this.#update();
  }

  isOf(player: HTMLElement): boolean {
    return this.#options.player === player;
  }

  close(): void {
    this.#end();
    this.#window.close();
  }

  #end(): void {
    this.#lifetime.abort();
    this.#picture?.release();
    if (current === this) current = undefined;
  }

  /** The SDK replaces its videos and their streams itself. */
  #followVideo(root: ShadowRoot): void {
    const {signal} = this.#lifetime;
    const videos = new MutationObserver(() => this.#copyVideo(root));
    videos.observe(root, {childList: true, subtree: true});
    signal.addEventListener('abort', () => videos.disconnect(), {once: true});
    const handleData = () => this.#copyVideo(root, true);
    root.addEventListener('loadeddata', handleData, {signal, capture: true}); // The event does not bubble.
    this.#copyVideo(root);
  }

  #copyVideo(root: ShadowRoot, isNew = false): void {
    const video = root.querySelector('video') ?? undefined;
    if (video === this.#shown && !isNew) return;
    this.#shown = video;
    this.#picture?.release();
    this.#picture = video && videoStream(video);
    this.#video.srcObject = this.#picture?.stream ?? null;
  }

  #update(): void {
    const {session} = this.#options;
    const {status} = session;
    if (status !== 'joined' && status !== 'reconnecting' && status !== 'joining') this.close();
    else render(this.#template(), this.#content);
  }

  #template(): TemplateResult {
    const {localize, session, player} = this.#options;
    const {locale} = localize;
    const room = (player.getRootNode() as Partial<ShadowRoot>).host;
    const without = (room?.getAttribute('without') ?? '').split(/\s+/);
    const comments = session.state.comments.list
      .slice(-COMMENTS_SHOWN)
      .filter(({text, from, own}) => own || !isHiddenByViewer(text, from))
      .reverse();
    return html`
      ${this.#video} ${without.includes('product') ? nothing : this.#product()}
      <ol aria-label=${locale.chat} tabindex="0">
        ${comments.map(
          ({from, text, kind}) =>
            html`<li>
              <bdi class="author">${displayName(from)}</bdi> <bdi>${text || (kind === 'text' ? '' : locale[kind])}</bdi>
            </li>`,
        )}
      </ol>
      ${
        without.includes('composer')
          ? nothing
          : html`<form @submit=${this.#say}>
              <input aria-label=${locale.commentLabel} placeholder=${locale.commentPlaceholder} autocomplete="off" />
              <button type="submit">${locale.send}</button>
            </form>`
      }
      <p class="problem" role="status">${this.#problem}</p>
    `;
  }

  #product(): TemplateResult | typeof nothing {
    const {localize, session} = this.#options;
    const product = session.state.product.current;
    if (!product) return nothing;
    const {image, price, currency} = product;
    const href = safeUrl(product.href);
    const facts = html`
      ${isDrawable(image) ? html`<img alt="" src=${image} referrerpolicy="no-referrer" />` : nothing}
      <span class="title" dir="auto">${translated(product, 'title', localize.lang)}</span>
      <span class="price" dir="auto">${priceText(price, currency, localize.lang)}</span>
    `;
    return href
      ? html`<a class="product" href=${href} target="_blank" rel="noopener" @click=${this.#select}>${facts}</a>`
      : html`<button class="product" type="button" @click=${this.#select}>${facts}</button>`;
  }

  readonly #select = (event: Event) => {
    const {player, session} = this.#options;
    const {current: product} = session.state.product;
    const detail = product && {product: {...product}};
    if (detail && !player.dispatchEvent(new LiveEvent('live-product-select', detail, {cancelable: true})))
      event.preventDefault();
  };

  readonly #say = async (event: SubmitEvent) => {
    event.preventDefault();
    const input = this.#content.querySelector('input')!;
    const text = input.value;
    if (!text.trim()) return;
    const {player, session, localize} = this.#options;
    this.#problem = '';
    try {
      if (!(await ensureSignedIn(player, session, 'say'))) return;
      if (!player.dispatchEvent(new LiveEvent('live-say', {text}, {cancelable: true}))) return;
      input.value = '';
      player.dispatchEvent(new LiveEvent('live-said', await session.say(text)));
    } catch (reason) {
      input.value ||= text;
      this.#problem = errorText(localize.locale, LiveError.from(reason, 'REFUSED', String(reason)).code);
    }
    if (!this.#lifetime.signal.aborted) this.#update();
  };
}
