import type {MediaTerms} from '../../locales/terms.js';
import {SECONDS_MAX, type ImageMedia, type Media, type SoundMedia, type VideoMedia} from '../../protocol/media.js';
import {createIcon, setIcon} from '../icons/icon.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createElement} from '../base/dom.js';
import {checkedPicture} from './checked-picture.js';
import {VideoCovers} from './video-covers.js';
import {findDuration, positiveOrUndefined} from './media-duration.js';
import {keepsPlaying} from './keep-playing.js';

export {styles} from './media.styles.js';
export {checkedPicture} from './checked-picture.js';

/** Largest difference between the sender's length in whole seconds and the file's length, s. */
const ROUNDED_S = 0.5;

export interface MediaViewsOptions {
  readonly root: ShadowRoot;
  readonly localize: LocalizeController;
}

/**
 * Draws pictures, voice messages and videos of comments, each once, and keeps the view with its comment. It uses DOM
 * calls, because a view moves between rows while it plays. Media load when they are in view or played. Only one plays
 * at a time.
 */
export class MediaViews {
  readonly #options: MediaViewsOptions;
  readonly #views = new WeakMap<Media, HTMLElement>();
  /** The media element that plays now. */
  #playing: HTMLMediaElement | undefined;
  #dialog: HTMLDialogElement | undefined;
  readonly #covers = new VideoCovers();
  /** Ends running look-ups of durations. */
  #durationLookups = new AbortController();

  constructor(options: MediaViewsOptions) {
    this.#options = options;
  }

  view(media: Media): HTMLElement {
    let view = this.#views.get(media);
    if (!view) this.#views.set(media, (view = this.#create(media)));
    return view;
  }

  /** Stops playback and loading, because the list left the page. */
  stop(): void {
    this.#playing?.pause();
    this.#playing = undefined;
    this.#dialog?.close();
    this.#covers.stop();
    this.#durationLookups.abort();
    this.#durationLookups = new AbortController();
  }

  get #terms(): MediaTerms {
    return this.#options.localize.locale.media;
  }

  #formatSeconds(seconds: number): string {
    return seconds ? this.#options.localize.exact(seconds) : '';
  }

  #create(media: Media): HTMLElement {
    if (media.kind === 'image') return this.#createImage(media);
    return media.kind === 'sound' ? this.#createVoice(media) : this.#createVideo(media);
  }

  #createImage(media: ImageMedia): HTMLElement {
    const button = this.#createCover(media.thumb, media, this.#terms.openPicture);
    button.addEventListener('click', () => this.#enlarge(media));
    return button;
  }

  /** Creates a picture's button. It has its final shape before the picture loads. */
  #createCover(url: string, {width, height}: {readonly width: number; readonly height: number}, label: string) {
    const button = createElement('button', 'cover');
    button.type = 'button';
    button.setAttribute('aria-label', label);
    if (width && height) button.style.aspectRatio = `${width} / ${height}`;
    if (url) {
      const image = checkedPicture(url, () => this.#showBroken(button));
      image.loading = 'lazy';
      button.append(image);
    }
    return button;
  }

  #enlarge({url}: ImageMedia): void {
    this.#dialog?.close();
    const dialog = (this.#dialog = createElement('dialog', 'large'));
    const close = createElement('button', 'close');
    close.type = 'button';
    close.textContent = this.#options.localize.term('close');
    const image = checkedPicture(url, () => image.replaceWith(this.#terms.broken));
    dialog.setAttribute('aria-label', this.#terms.openPicture);
    dialog.append(image, close);
    dialog.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    this.#options.root.append(dialog);
    dialog.showModal();
  }

  #createVoice({url, seconds}: SoundMedia): HTMLElement {
    const button = createElement('button', 'voice');
    button.type = 'button';
    const playIcon = createIcon('play');
    const bar = createElement('span', 'bar');
    const played = createElement('span', 'played');
    const length = createElement('span', 'seconds');
    bar.append(played);
    button.append(playIcon, bar, length);
    let audio: HTMLAudioElement | undefined;
    /** Length by the file's bytes, s. A browser may report Infinity, or the length of the first fragment. */
    let duration: number | undefined;
    const update = () => {
      const isPlaying = !!audio && !audio.paused;
      setIcon(playIcon, isPlaying ? 'pause' : 'play');
      const displayedSeconds = duration ? Math.min(SECONDS_MAX, Math.max(1, Math.round(duration))) : seconds;
      length.textContent = displayedSeconds ? `${displayedSeconds}″` : '';
      button.setAttribute(
        'aria-label',
        isPlaying
          ? this.#terms.pauseVoice
          : this.#terms.playVoice(this.#formatSeconds(displayedSeconds), displayedSeconds),
      );
      const at = positiveOrUndefined(audio?.currentTime) ?? 0;
      const end = duration ?? Math.max(positiveOrUndefined(audio?.duration) ?? 0, seconds);
      played.style.inlineSize = `${audio?.ended ? 100 : end ? Math.min(1, at / end) * 100 : 0}%`;
    };
    const create = () => {
      const element = new Audio(url);
      for (const type of ['play', 'pause', 'ended', 'timeupdate', 'durationchange'])
        element.addEventListener(type, update);
      element.addEventListener('loadedmetadata', () => void updateDuration(element), {once: true});
      element.addEventListener('error', () => void handleError(element), {once: true});
      return element;
    };
    const updateDuration = async ({duration: audioDuration}: HTMLAudioElement) => {
      // If the length agrees with the sender's, the bytes need not be read.
      if (seconds && Math.abs(audioDuration - seconds) <= ROUNDED_S) duration = audioDuration;
      else duration = await findDuration(url, this.#durationLookups.signal);
      update();
    };
    const handleError = async (failed: HTMLAudioElement) => {
      let isIntact: boolean | undefined;
      do isIntact = await keepsPlaying(failed);
      while (isIntact === undefined && !failed.paused);
      if (isIntact) return;
      if (isIntact === undefined) {
        audio = undefined; // The next press tries again.
        return;
      }
      failed.pause();
      this.#showBroken(button);
    };
    button.addEventListener('click', () => {
      audio ??= create();
      if (audio.paused) this.#play(audio);
      else audio.pause();
    });
    update();
    return button;
  }

  #createVideo(media: VideoMedia): HTMLElement {
    const {url, thumb, seconds} = media;
    const button = this.#createCover(thumb, media, this.#terms.playVideo(this.#formatSeconds(seconds), seconds));
    button.classList.add('video-cover');
    if (!thumb) this.#covers.draw(button, url);
    const playIcon = createIcon('play');
    button.append(playIcon);
    const container = createElement('span', 'video-container');
    container.append(button);
    button.addEventListener('click', () => {
      const video = createElement('video', 'playing');
      video.controls = true;
      video.playsInline = true;
      video.style.aspectRatio = button.style.aspectRatio;
      video.src = url;
      video.addEventListener('error', () => this.#showBroken(video), {once: true});
      video.addEventListener('play', () => this.#pausePrevious(video));
      button.replaceWith(video);
      this.#play(video);
      video.focus();
    });
    return container;
  }

  #play(media: HTMLMediaElement): void {
    this.#pausePrevious(media);
    media.play().catch(() => undefined); // The `error` event reports failures. A rejection because of a pause is not a failure.
  }

  /** Pauses the media element that was playing. */
  #pausePrevious(next: HTMLMediaElement): void {
    if (this.#playing !== next) this.#playing?.pause();
    this.#playing = next;
  }

  #showBroken(node: HTMLElement): void {
    const message = createElement('span', 'broken');
    message.textContent = this.#terms.broken;
    node.replaceWith(message);
  }
}
