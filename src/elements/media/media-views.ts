import type {MediaTerms} from '../../locales/terms.js';
import {SECONDS_MAX, type ImageMedia, type Media, type SoundMedia, type VideoMedia} from '../../protocol/media.js';
import {icon, setIcon} from '../icons/icon.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createElement} from '../base/dom.js';
import {checkedPicture} from './checked-picture.js';
import {FilmCovers} from './video-covers.js';
import {findLength, finite} from './media-duration.js';
import {playsOn} from './keep-playing.js';

export {styles} from './media.styles.js';
export {checkedPicture} from './checked-picture.js';

const PLAY = 'M7 4.5v15l12-7.5z';
const PAUSE = 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z';

/** Largest difference between a length in whole seconds, as senders state it, and the file's length, s. */
const ROUNDED_S = 0.5;

export interface MediaViewsOptions {
  readonly root: ShadowRoot;
  readonly text: LocalizeController;
}

/**
 * Draws pictures, voice messages and videos of comments, each once, and keeps the view with its comment. Media load when they come
 * into view or are played; only one plays at a time. This chunk shares no code with the script that loads it.
 */
export class MediaViews {
  readonly #options: MediaViewsOptions;
  readonly #views = new WeakMap<Media, HTMLElement>();
  /** The media element that plays now. */
  #playing: HTMLMediaElement | undefined;
  #dialog: HTMLDialogElement | undefined;
  readonly #covers = new FilmCovers();
  /** Ends running length look-ups. */
  #end = new AbortController();

  constructor(options: MediaViewsOptions) {
    this.#options = options;
  }

  view(media: Media): HTMLElement {
    let view = this.#views.get(media);
    if (!view) this.#views.set(media, (view = this.#draw(media)));
    return view;
  }

  /** Stops playback and loading, because the list left the page. */
  stop(): void {
    this.#playing?.pause();
    this.#playing = undefined;
    this.#dialog?.close();
    this.#covers.stop();
    this.#end.abort();
    this.#end = new AbortController();
  }

  get #words(): MediaTerms {
    return this.#options.text.locale.media;
  }

  #counted(seconds: number): string {
    return seconds ? this.#options.text.exact(seconds) : '';
  }

  #draw(media: Media): HTMLElement {
    if (media.kind === 'image') return this.#image(media);
    return media.kind === 'sound' ? this.#sound(media) : this.#video(media);
  }

  #image(media: ImageMedia): HTMLElement {
    const button = this.#cover(media.thumb, media, this.#words.openPicture);
    button.addEventListener('click', () => this.#enlarge(media));
    return button;
  }

  /** Creates a picture's button. It has its final shape before the picture loads. */
  #cover(address: string, {width, height}: {readonly width: number; readonly height: number}, label: string) {
    const button = createElement('button', 'cover');
    button.type = 'button';
    button.setAttribute('aria-label', label);
    if (width && height) button.style.aspectRatio = `${width} / ${height}`;
    if (address) {
      const image = checkedPicture(address, () => this.#break(button));
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
    close.textContent = this.#options.text.term('close');
    const image = checkedPicture(url, () => image.replaceWith(this.#words.broken));
    dialog.setAttribute('aria-label', this.#words.openPicture);
    dialog.append(image, close);
    dialog.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    this.#options.root.append(dialog);
    dialog.showModal();
  }

  #sound({url, seconds}: SoundMedia): HTMLElement {
    const button = createElement('button', 'voice');
    button.type = 'button';
    const glyph = icon();
    const bar = createElement('span', 'bar');
    const played = createElement('span', 'played');
    const length = createElement('span', 'seconds');
    bar.append(played);
    button.append(glyph, bar, length);
    let audio: HTMLAudioElement | undefined;
    /** Length by the file's bytes, s: a browser may report Infinity, or the length of a first fragment. */
    let whole: number | undefined;
    const show = () => {
      const isOn = !!audio && !audio.paused;
      setIcon(glyph, isOn ? PAUSE : PLAY);
      const told = whole ? Math.min(SECONDS_MAX, Math.max(1, Math.round(whole))) : seconds;
      length.textContent = told ? `${told}″` : '';
      button.setAttribute(
        'aria-label',
        isOn ? this.#words.pauseVoice : this.#words.playVoice(this.#counted(told), told),
      );
      const at = finite(audio?.currentTime) ?? 0;
      const end = whole ?? Math.max(finite(audio?.duration) ?? 0, seconds);
      played.style.inlineSize = `${audio?.ended ? 100 : end ? Math.min(1, at / end) * 100 : 0}%`;
    };
    const create = () => {
      const made = new Audio(url);
      for (const type of ['play', 'pause', 'ended', 'timeupdate', 'durationchange']) made.addEventListener(type, show);
      made.addEventListener('loadedmetadata', () => void measure(made), {once: true});
      made.addEventListener('error', () => void judge(made), {once: true});
      return made;
    };
    const measure = async ({duration}: HTMLAudioElement) => {
      // If the length agrees with the sender's, the bytes need not be read.
      if (seconds && Math.abs(duration - seconds) <= ROUNDED_S) whole = duration;
      else whole = await findLength(url, this.#end.signal);
      show();
    };
    const judge = async (failed: HTMLAudioElement) => {
      let plays: boolean | undefined;
      do plays = await playsOn(failed);
      while (plays === undefined && !failed.paused);
      if (plays) return;
      if (plays === undefined) {
        audio = undefined; // The next press tries again.
        return;
      }
      failed.pause();
      this.#break(button);
    };
    button.addEventListener('click', () => {
      audio ??= create();
      if (audio.paused) this.#play(audio);
      else audio.pause();
    });
    show();
    return button;
  }

  #video(media: VideoMedia): HTMLElement {
    const {url, thumb, seconds} = media;
    const button = this.#cover(thumb, media, this.#words.playVideo(this.#counted(seconds), seconds));
    button.classList.add('film');
    if (!thumb) this.#covers.draw(button, url);
    const glyph = icon();
    setIcon(glyph, PLAY);
    button.append(glyph);
    const place = createElement('span', 'place');
    place.append(button);
    button.addEventListener('click', () => {
      const video = createElement('video', 'playing');
      video.controls = true;
      video.playsInline = true;
      video.style.aspectRatio = button.style.aspectRatio;
      video.src = url;
      video.addEventListener('error', () => this.#break(video), {once: true});
      video.addEventListener('play', () => this.#silence(video));
      button.replaceWith(video);
      this.#play(video);
      video.focus();
    });
    return place;
  }

  #play(media: HTMLMediaElement): void {
    this.#silence(media);
    media.play().catch(() => undefined); // The `error` event reports failures; a rejection because of a pause is none.
  }

  /** Pauses the media that played before. */
  #silence(next: HTMLMediaElement): void {
    if (this.#playing !== next) this.#playing?.pause();
    this.#playing = next;
  }

  #break(node: HTMLElement): void {
    const words = createElement('span', 'broken');
    words.textContent = this.#words.broken;
    node.replaceWith(words);
  }
}
