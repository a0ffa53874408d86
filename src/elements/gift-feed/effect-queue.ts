import {createElement} from '../base/dom.js';
import {warn} from '../base/warn.js';
import type {ShownGift} from './banner-queue.js';
import {fetchEffect} from './fetch-effect.js';
import {monitorFrameRate} from './frame-rate-monitor.js';
import {isPageHidden} from '../../protocol/page-hidden.js';
import {lazy} from '../../session/lazy.js';

const loadBuiltIn = lazy(() => import('./built-in-effects.js'));

/** Plays an animation's file on a layer until it ends. Rejects if the file cannot be read. */
export type PlayFile = (layer: HTMLElement, file: Uint8Array<ArrayBuffer>, signal: AbortSignal) => Promise<void>;

/** Players of effect files, each with the library of its format: loaded when the first such gift arrives. */
export interface EffectPlayers {
  lottie(): Promise<{readonly play: PlayFile}>;
  svga(): Promise<{readonly play: PlayFile}>;
}

export interface EffectQueueOptions {
  readonly stage: HTMLElement;
  readonly players: EffectPlayers;
  readonly effectsEnabled: () => boolean;
  /** Called with true while an effect fills the stage. */
  readonly setPlaying: (on: boolean) => void;
}

/** Maximum number of waiting effects. The viewer's own come first, then those of the highest value. */
const WAITING_MAX = 4;

/** Maximum time of one effect, ms. */
const EFFECT_MAX_MS = 12_000;

/** Built-in effect shown instead of a file that cannot be played. */
const FALLBACK_EFFECT = 'hearts';

/** Time without effects after the page has missed too many frames, ms. */
const PAUSE_MS = 30_000;

/** Plays one effect on a layer until it ends. */
type Play = (layer: HTMLElement, signal: AbortSignal) => Promise<void>;

/**
 * Plays full-stage effects, one at a time, if the page enables them, the tab is visible and the page keeps its frame
 * rate. The layer of an effect is a plain node, because the players fill it.
 */
export class EffectQueue {
  readonly #options: EffectQueueOptions;
  readonly #reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  #waiting: ShownGift[] = [];
  #lifetime: AbortController | undefined;
  #playing: ShownGift | undefined;
  #pausedUntil = 0;

  constructor(options: EffectQueueOptions) {
    this.#options = options;
  }

  add(gift: ShownGift): void {
    if (!this.#enabled || [this.#playing, ...this.#waiting].some((other) => other && isSameCombo(other, gift))) return;
    this.#waiting.push(gift);
    this.#waiting.sort((one, other) => Number(other.own) - Number(one.own) || other.value - one.value);
    this.#waiting.length = Math.min(this.#waiting.length, WAITING_MAX);
    if (!this.#lifetime) void this.#playAll();
  }

  /** Ends the running effect and drops those that wait. */
  stop(): void {
    this.#waiting = [];
    this.#lifetime?.abort();
    this.#lifetime = undefined;
  }

  get #enabled(): boolean {
    return (
      this.#options.effectsEnabled() &&
      !isPageHidden() &&
      !this.#reducedMotion.matches &&
      performance.now() >= this.#pausedUntil
    );
  }

  async #playAll(): Promise<void> {
    const {signal} = (this.#lifetime = new AbortController());
    document.addEventListener('visibilitychange', () => this.stop(), {signal});
    this.#reducedMotion.addEventListener('change', () => this.stop(), {signal});
    for (let gift; !signal.aborted && (gift = this.#waiting.shift());) {
      this.#playing = gift;
      await this.#play(gift, signal);
    }
    this.#playing = undefined;
    if (!signal.aborted) this.stop();
  }

  async #play(gift: ShownGift, parent: AbortSignal): Promise<void> {
    const effect = new AbortController();
    const {signal} = effect;
    const end = () => effect.abort();
    parent.addEventListener('abort', end, {signal});
    // Each effect has a layer of its own, which its player fills.
    const layer = createElement('div', 'effect', 'effect');
    let limit: ReturnType<typeof setTimeout> | undefined;
    const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    try {
      const play = await this.#prepare(gift, signal);
      if (!play || signal.aborted) return;
      limit = setTimeout(end, EFFECT_MAX_MS);
      this.#options.stage.append(layer);
      this.#options.setPlaying(true);
      void monitorFrameRate(signal).then((fastEnough) => !fastEnough && this.#pause(end));
      const playFallback = async (reason: unknown) => {
        if (signal.aborted) return;
        if (__DEV__) warn(`The effect "${gift.effect}" cannot be played: ${String(reason)}`, 'gifts-stay-empty');
        layer.replaceChildren();
        await (await loadBuiltIn()).builtInEffects[FALLBACK_EFFECT](layer, gift.icon, signal);
      };
      await Promise.race([play(layer, signal).catch(playFallback), ended]);
    } catch {
      // A built-in effect failed. The banner shows the gift anyway.
    } finally {
      clearTimeout(limit);
      end();
      layer.remove();
      this.#options.setPlaying(false);
    }
  }

  /** Loads library and file in parallel. Returns undefined if the effect is neither built in nor of a known format. */
  async #prepare({effect = '', icon}: ShownGift, signal: AbortSignal): Promise<Play | undefined> {
    const format = /\.(json|svga)$/.exec(effect.replace(/[?#].*/s, ''))?.[1];
    if (!format) {
      const {builtInEffects} = await loadBuiltIn();
      if (!Object.hasOwn(builtInEffects, effect)) return undefined;
      const builtIn = builtInEffects[effect as keyof typeof builtInEffects];
      return (layer, lifetime) => builtIn(layer, icon, lifetime);
    }
    const {players} = this.#options;
    const loading = Promise.all([format === 'json' ? players.lottie() : players.svga(), fetchEffect(effect, signal)]);
    await loading.catch(() => undefined); // The layer appears when the load has succeeded or failed; the player reports a failure.
    return async (layer, lifetime) => {
      const [player, file] = await loading;
      await player.play(layer, file, lifetime);
    };
  }

  #pause(end: () => void): void {
    this.#pausedUntil = performance.now() + PAUSE_MS;
    this.#waiting = [];
    end();
  }
}

function isSameCombo(one: ShownGift, other: ShownGift): boolean {
  return one.comboId !== undefined && one.comboId === other.comboId && one.giver.userId === other.giver.userId;
}
