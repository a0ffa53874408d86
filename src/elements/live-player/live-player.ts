import {html, nothing} from 'lit';
import {safeUrl} from '../../protocol/safe-url.js';
import {LiveError} from '../../protocol/errors.js';
import type {LiveSession} from '../../session/live-session.js';
import {loadMedia} from '../../session/connection/load-drivers.js';
import {hasWebRtc} from '../../session/connection/browser-support.js';
import {isDrawable, handlePictureError} from '../media/broken-pictures.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import {warn} from '../base/warn.js';
import {styles} from './live-player.styles.js';
import type {PlayerView} from './player-view.js';
import {lazy} from '../../session/lazy.js';

const loadPlayerView = lazy(() => import('./player-view.js'));

/**
 * The controls of the picture that the small player also has. Their type names no SDK, because it is part of the
 * package's types.
 */
interface PictureControls {
  readonly playback: {readonly muted: boolean; mute(muted: boolean): void};
  togglePictureInPicture(): Promise<void>;
}

/**
 * Plays the room's host by TRTC, or a stream address. With `src` it plays that address, in a room or without one.
 *
 * If the browser blocks sound, the video plays without it, and a button turns the sound on.
 *
 * @tag live-player
 * @summary Live video of the host, with controls.
 * @status stable
 * @since 0.1
 *
 * @slot poster - Content until the first frame.
 * @slot overlay - Content over the video and below the controls.
 *
 * @fires {LiveEvent<'live-play'>} live-play - Playback started or resumed.
 * @fires {LiveEvent<'live-pause'>} live-pause - The viewer or the page paused playback.
 * @fires {LiveEvent<'live-autoplay-blocked'>} live-autoplay-blocked - The browser needs a tap before it plays the video or its sound.
 * @fires {LiveEvent<'live-error'>} live-error - Playback failed. The player tries again unless `error.retryable` is false.
 *
 * @fires {LiveEvent<'live-say'>} live-say - The viewer is about to send a comment from the window over other programs. Cancel it and nothing is sent.
 * @fires {LiveEvent<'live-said'>} live-said - That comment was sent.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest wants to send a comment from that window. Cancel it to sign the viewer in yourself.
 * @fires {LiveEvent<'live-product-select'>} live-product-select - The viewer pressed the product in that window. Cancel it and its page does not open.
 *
 * @csspart video - The video element.
 * @csspart play - The button over a video that waits for a tap.
 * @csspart controls - The bar of controls.
 * @csspart control - Each button of the controls.
 * @csspart control-pause - The button that pauses and resumes.
 * @csspart control-mute - The button that turns the sound off and on.
 * @csspart control-picture-in-picture - The button of picture in picture: in a room a window with picture, chat and product where the browser has one, else the video alone.
 * @csspart control-fullscreen - The button of the full screen.
 * @csspart volume - The slider of the volume.
 * @csspart poster - The image of `poster`.
 *
 * @cssproperty [--live-player-controls-inset=auto 0.5em 0.5em 0.5em] - Place of the controls: their `inset`.
 * @cssproperty [--live-player-background=#0d0d13] - Colour around a video that does not fill its box.
 * @cssproperty [--live-player-position=center] - Place of a video that does not fill its box: its `object-position`.
 * @cssproperty [--live-player-message-top=50%] - Distance of the spinner and the play button from the top.
 * @cssproperty [--live-player-message-offset=5em] - Distance of the message below them.
 * @cssproperty [--live-player-camera-inset=auto 0.75em 0.75em auto] - Place of the camera while the host shares a screen: its `inset`.
 * @cssproperty [--live-player-controls-flow=row] - Direction of the controls: `flex-flow`.
 *
 * @cssstate playing - Video or sound plays.
 * @cssstate waiting - The player loads or buffers.
 * @cssstate blocked - The browser needs a tap.
 * @cssstate off-air - There is no video and no sound.
 * @cssstate has-video - There is a video, which covers what is behind the player.
 */
export class LivePlayer extends RoomWidget {
  static override readonly tag: string = 'live-player';
  static override styles = [tokens, styles];

  /** Starts without sound. */
  @property({type: Boolean}) muted = false;

  /** Shows controls. They hide after a while, and return with a touch, a pointer movement or the focus. */
  @property({type: Boolean}) controls = false;

  /**
   * Fit of the video: `contain`, `cover`, or `auto`. `auto` is `cover` if at most a quarter of the video is cropped.
   */
  @property() fit: 'auto' | 'contain' | 'cover' = 'auto';

  /** Address of an image that is shown until the first frame: `https:`, or `http:` on a loopback host. */
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

  readonly #localize = new LocalizeController(this);
  readonly #viewModule = new LazyModule(this, loadPlayerView);
  #view: PlayerView | undefined;
  #paused = false;
  #trtcPreloadedFor: LiveSession | undefined;
  /**
   * True after the page was left. No browser keeps a page with live media in its back-forward cache, so the media are
   * ended.
   */
  #pageLeft = false;

  /**
   * Plays or resumes. A live stream continues at its live position. Within a tap, it also turns on sound that the
   * browser has blocked.
   */
  play(): void {
    this.#paused = false;
    this.#view?.playback.play();
  }

  /** Pauses video and sound. A live stream continues at its live position later. */
  pause(): void {
    this.#paused = true;
    this.#view?.playback.pause();
  }

  /**
   * Opens the browser's picture in picture. Rejects with the browser's error if there is no video or the browser does
   * not support it.
   */
  async requestPictureInPicture(): Promise<PictureInPictureWindow> {
    const video = this.renderRoot.querySelector('video');
    if (!video) throw new DOMException('the player has no video', 'InvalidStateError');
    return video.requestPictureInPicture();
  }

  /** @internal The picture with its controls. Undefined until there is one. */
  get view(): PictureControls | undefined {
    return this.#view;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ['pagehide', 'pageshow']) addEventListener(type, this.#handlePage);
    this.requestUpdate(); // The player stopped when it was disconnected.
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of ['pagehide', 'pageshow']) removeEventListener(type, this.#handlePage);
    this.#stop();
  }

  protected override render() {
    const poster = safeUrl(this.poster);
    return html`
      <div class="box" role="region" aria-label=${this.#localize.locale.liveVideo}></div>
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
    // The small script of the player loads while the room is being joined. TRTC is large, so it loads after the join.
    const willPlay = joined || (status === 'joining' && !!hostId);
    if (!this.isConnected || this.#pageLeft || !(this.#view || src || streamUrl || willPlay)) return;
    if (joined && !src && !streamUrl && hostId && hasWebRtc()) this.#preloadTrtc();
    const {module} = this.#viewModule;
    if (!module) return;
    this.#view ??= this.#createView(module);
    this.#view.update({src, roomId, status, roomStatus, hostId, streamUrl, fallbackUrl, controls, fit});
  }

  readonly #handlePage = ({type}: Event) => {
    this.#pageLeft = type === 'pagehide';
    if (this.#pageLeft) this.#stop();
    else this.requestUpdate();
  };

  #stop(): void {
    this.#view?.stop();
    this.#view = undefined;
  }

  /** Loads TRTC in parallel with the joined room's other requests. A failure is reported when the player needs TRTC. */
  #preloadTrtc(): void {
    const {session} = this.live;
    if (this.#trtcPreloadedFor === session) return;
    this.#trtcPreloadedFor = session;
    void session?.rtcAccess().then(
      ({rtc, sdkSrc}) => rtc && loadMedia.trtc(sdkSrc).catch(() => undefined),
      () => undefined,
    );
  }

  #createView(module: {readonly PlayerView: typeof PlayerView}): PlayerView {
    const view = new module.PlayerView({
      element: this,
      box: this.renderRoot.querySelector<HTMLElement>('.box')!,
      poster: this.renderRoot.querySelector<HTMLElement>('.poster')!,
      load: loadMedia,
      muted: this.muted,
      localize: this.#localize,
      session: () => this.live.session,
      toggleState: (name, on) => this.toggleState(name, on),
      fire: (type) => this.fire(type, {}),
      onFailure: (code, message) => {
        if (__DEV__) warn(`${code}: ${message}.`, code.toLowerCase());
        this.fire('live-error', {error: new LiveError(code, message, {retryable: code !== 'BAD_CONFIG'})});
      },
    });
    if (this.#paused) view.playback.pause();
    return view;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-player': LivePlayer;
  }
}
