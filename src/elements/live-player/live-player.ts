import {html, nothing} from 'lit';
import {safeUrl} from '../../protocol/safe-url.js';
import {LiveError} from '../../protocol/errors.js';
import type {LiveSession} from '../../session/live-session.js';
import {loadMedia} from '../../session/connection/load-drivers.js';
import {hasWebRtc} from '../../session/connection/browser-support.js';
import {isDrawable, handlePictureError} from '../media/broken-pictures.js';
import {errorText} from '../base/error-text.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import {warn} from '../base/warn.js';
import {styles} from './live-player.styles.js';
import type {PlayerShow} from './player-view.js';
import {lazy} from '../../session/lazy.js';

const loadPlayer = lazy(() => import('./player-view.js'));

/**
 * Plays the room's host by TRTC, or a stream address. With `src` it plays that address, in a room or without one.
 *
 * A browser that blocks sound plays without it, and a button turns the sound on.
 *
 * @tag live-player
 * @summary Live video of the host, with controls.
 * @status stable
 * @since 0.1
 *
 * @slot poster - Content until the first frame.
 * @slot overlay - Content over the picture, beneath the controls.
 *
 * @fires {LiveEvent<'live-play'>} live-play - Playback began, or went on.
 * @fires {LiveEvent<'live-pause'>} live-pause - The viewer or the page paused playback.
 * @fires {LiveEvent<'live-autoplay-blocked'>} live-autoplay-blocked - The browser asks for a tap before it plays, or before it turns the sound on.
 * @fires {LiveEvent<'live-error'>} live-error - Playback failed. The player tries again unless `error.retryable` is false.
 *
 * @csspart video - The video element.
 * @csspart play - The button over a picture that waits for a tap.
 * @csspart controls - The bar of controls.
 * @csspart poster - The picture of `poster`.
 *
 * @cssproperty [--live-player-controls-inset=auto 0.5em 0.5em 0.5em] - Place of the controls: their `inset`.
 * @cssproperty [--live-player-background=#0d0d13] - Colour beside a picture that does not fill its place.
 * @cssproperty [--live-player-position=center] - Place of a picture that does not fill its place: `object-position`.
 * @cssproperty [--live-player-message-top=50%] - Distance of the spinner and the play button from the top.
 * @cssproperty [--live-player-message-offset=5em] - Distance of the message below them.
 * @cssproperty [--live-player-camera-inset=auto 0.75em 0.75em auto] - Place of the camera while the host shares a screen: its `inset`.
 * @cssproperty [--live-player-controls-flow=row] - Direction of the controls: `flex-flow`.
 *
 * @cssstate playing - The picture plays.
 * @cssstate waiting - The player loads or buffers.
 * @cssstate blocked - The browser asks for a tap.
 * @cssstate off-air - There is no picture and no sound.
 */
export class LivePlayer extends RoomWidget {
  static override readonly tag: string = 'live-player';
  static override styles = [tokens, styles];

  /** Starts without sound. */
  @property({type: Boolean}) muted = false;

  /** Shows controls. They hide after a while, and return with a touch, the pointer or the focus. */
  @property({type: Boolean}) controls = false;

  /** Fit of the picture: `contain`, `cover`, or `auto`, which is `cover` where less than a quarter of the picture is lost. */
  @property() fit: 'auto' | 'contain' | 'cover' = 'auto';

  /** Address of a picture until the first frame: `https:`, or `http:` on a loopback host. */
  @property() poster = '';

  /** Address to play instead of the room's host, HLS or a file: `https:`, or `http:` on a loopback host. */
  @property() src = '';

  protected override readonly needsRoom = false;

  protected readonly live = new SessionController(this, ({connection, room}) => ({
    status: connection.status,
    roomId: connection.roomId,
    roomStatus: room.status,
    hostId: room.host?.userId,
    streamUrl: room.streamUrl,
    fallbackUrl: room.fallbackUrl,
  }));

  readonly #text = new LocalizeController(this);
  readonly #late = new LazyModule(this, loadPlayer);
  #show: PlayerShow | undefined;
  #paused = false;
  #fetched: LiveSession | undefined;

  /**
   * Plays, or goes on; live video continues at the present. Called within a tap, it also turns on sound that the browser has
   * blocked.
   */
  play(): void {
    this.#paused = false;
    this.#show?.picture.play();
  }

  /** Stops picture and sound; live video goes on without the viewer. */
  pause(): void {
    this.#paused = true;
    this.#show?.picture.pause();
  }

  /** Opens the browser's picture in picture. Rejects with the browser's error where there is no picture, or no such feature. */
  async requestPictureInPicture(): Promise<PictureInPictureWindow> {
    const video = this.renderRoot.querySelector('video');
    if (!video) throw new DOMException('the player has no video', 'InvalidStateError');
    return video.requestPictureInPicture();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate(); // The player stopped when it was removed from its former place.
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#show?.stop();
    this.#show = undefined;
  }

  protected override render() {
    const poster = safeUrl(this.poster);
    return html`
      <div class="box" role="region" aria-label=${this.#text.locale.picture}></div>
      <div class="poster">
        <slot name="poster">
          ${
            isDrawable(poster)
              ? html`<img
                  part="poster"
                  alt=""
                  src=${poster}
                  referrerpolicy="no-referrer"
                  @error=${handlePictureError}
                />`
              : nothing
          }
        </slot>
      </div>
      <slot name="overlay"></slot>
    `;
  }

  protected override updated(): void {
    const {src, live, fit, controls} = this;
    const {status, roomId = '', roomStatus, hostId, streamUrl, fallbackUrl} = live.value ?? {};
    const joined = status === 'joined' || status === 'reconnecting';
    // The small script of the player loads while the room is being joined. TRTC is large and waits until the room is joined.
    const coming = joined || (status === 'joining' && !!hostId);
    if (!this.isConnected || !(this.#show || src || streamUrl || coming)) return;
    if (joined && !src && !streamUrl && hostId && hasWebRtc()) this.#fetchTrtc();
    const {module} = this.#late;
    if (!module) return;
    this.#show ??= this.#make(module);
    this.#show.update({src, roomId, status, roomStatus, hostId, streamUrl, fallbackUrl, controls, fit});
  }

  /** Loads TRTC in parallel with the joined room's other requests. The player reports a failure when it needs TRTC. */
  #fetchTrtc(): void {
    const {session} = this.live;
    if (this.#fetched === session) return;
    this.#fetched = session;
    void session?.rtcAccess().then(
      ({rtc}) => rtc && loadMedia.trtc().catch(() => undefined),
      () => undefined,
    );
  }

  #make(module: {readonly PlayerShow: typeof PlayerShow}): PlayerShow {
    const text = this.#text;
    const show = new module.PlayerShow({
      element: this,
      box: this.renderRoot.querySelector<HTMLElement>('.box')!,
      poster: this.renderRoot.querySelector<HTMLElement>('.poster')!,
      load: loadMedia,
      muted: this.muted,
      locale: () => text.locale,
      errorWords: (code) => errorText(text.locale, code),
      rtcAccess: (options) => this.live.session!.rtcAccess(options),
      toggleState: (name, on) => this.toggleState(name, on),
      tell: (type) => this.fire(type, {}),
      failed: (code, message) => {
        if (__DEV__) warn(`${code}: ${message}.`, code.toLowerCase());
        this.fire('live-error', {error: new LiveError(code, message, {retryable: code !== 'BAD_CONFIG'})});
      },
    });
    if (this.#paused) show.picture.pause();
    return show;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-player': LivePlayer;
  }
}
