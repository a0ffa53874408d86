import {isPageHidden} from '../../protocol/page-hidden.js';

/** Maximum number of hearts in the air, and the interval between two hearts of other viewers. */
const HEARTS_MAX = 24;
const OTHERS_INTERVAL_MS = 140;

/** Maximum number of waiting hearts of other viewers. More would fly too late. */
const QUEUED_MAX = 12;

const COLORS = ['#ff5c8a', '#ff8fb1', '#ffb347', '#c9a0ff', '#ff3d6e'];

/**
 * Hearts that fly up from the button. No heart flies while the tab is hidden, the button is off screen, or motion is
 * reduced.
 */
export class HeartBurst {
  readonly #getContainer: () => HTMLElement;
  readonly #createHeart: () => SVGElement;
  readonly #reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #pool: SVGElement[] = [];
  #startedCount = 0;
  #createdCount = 0;
  #queued = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #observer: IntersectionObserver;
  #onScreen = false;

  /** Resolves when it is known if the button is on screen. No heart flies before. */
  readonly ready: Promise<void>;

  /**
   * @param host The button. @param getContainer Returns the element in which the hearts fly. @param createHeart Creates
   * a heart.
   */
  constructor(host: Element, getContainer: () => HTMLElement, createHeart: () => SVGElement) {
    this.#getContainer = getContainer;
    this.#createHeart = createHeart;
    let observed!: () => void;
    this.ready = new Promise((resolve) => (observed = resolve));
    this.#observer = new IntersectionObserver((entries) => {
      this.#onScreen = entries.at(-1)!.isIntersecting;
      observed();
    });
    this.#observer.observe(host);
  }

  stop(): void {
    this.#observer.disconnect();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queued = 0;
  }

  /** Lets one heart fly now, for a tap. */
  fly(): void {
    if (!this.#visible) return;
    const node = this.#pool.pop() ?? (this.#createdCount < HEARTS_MAX ? this.#create() : undefined);
    if (!node) return;
    this.#getContainer().append(node);
    const index = this.#startedCount++;
    const [sway, turn] = [(((index * 37) % 50) - 25) / 10, ((index * 53) % 60) - 30];
    const at = (x: number, y: number, scale: number) => `translate(${x}em, ${y}em) rotate(${turn}deg) scale(${scale})`;
    node.style.fill = COLORS[index % COLORS.length]!;
    const animation = node.animate(
      [
        {transform: at(0, 0, 0.4), opacity: 0},
        {transform: at(-sway / 3, -2.5, 1.1), opacity: 1, offset: 0.2},
        {transform: at(sway, -6, 1), opacity: 0.9, offset: 0.7},
        {transform: at(sway / 2, -9, 0.8), opacity: 0},
      ],
      {duration: 1_500, easing: 'ease-out'},
    );
    animation.onfinish = () => {
      node.remove();
      this.#pool.push(node);
    };
  }

  /** Lets hearts of other viewers fly one by one. */
  queue(count: number): void {
    if (!this.#visible) return;
    this.#queued = Math.min(this.#queued + count, QUEUED_MAX);
    this.#timer ??= setTimeout(this.#flyNext);
  }

  get #visible(): boolean {
    return this.#onScreen && !isPageHidden() && !this.#reducedMotion.matches;
  }

  readonly #flyNext = () => {
    this.fly();
    this.#queued = this.#visible ? this.#queued - 1 : 0;
    this.#timer = this.#queued ? setTimeout(this.#flyNext, OTHERS_INTERVAL_MS) : undefined;
  };

  #create(): SVGElement {
    this.#createdCount++;
    return this.#createHeart();
  }
}
