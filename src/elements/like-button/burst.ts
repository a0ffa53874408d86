import {isPageHidden} from '../../protocol/page-hidden.js';
/** Maximum number of hearts in the air, and the interval between two hearts of other viewers. */
const HEARTS_MAX = 24;
const OTHERS_EACH_MS = 140;

/** Hearts of other viewers that may wait; more would come too late. */
const WAITING_MAX = 12;

const COLORS = ['#ff5c8a', '#ff8fb1', '#ffb347', '#c9a0ff', '#ff3d6e'];

/** Hearts that fly up from the button. None fly while the tab is hidden, the button is off screen, or with reduced motion. */
export class Burst {
  readonly #sky: () => HTMLElement;
  readonly #heart: () => SVGElement;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #resting: SVGElement[] = [];
  #flown = 0;
  #made = 0;
  #waiting = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #observer: IntersectionObserver | undefined;
  #onScreen = true;

  /**
   * @param sky Returns the element that the hearts fly in.
   * @param heart Creates a heart.
   */
  constructor(sky: () => HTMLElement, heart: () => SVGElement) {
    this.#sky = sky;
    this.#heart = heart;
  }

  watch(host: Element): void {
    this.#observer = new IntersectionObserver((entries) => (this.#onScreen = entries.at(-1)!.isIntersecting));
    this.#observer.observe(host);
  }

  stop(): void {
    this.#observer?.disconnect();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = 0;
  }

  /** Lets one heart fly now, for a tap. */
  fly(): void {
    if (!this.#seen) return;
    const node = this.#resting.pop() ?? (this.#made < HEARTS_MAX ? this.#make() : undefined);
    if (!node) return;
    this.#sky().append(node);
    const index = this.#flown++;
    const [sway, turn] = [(((index * 37) % 50) - 25) / 10, ((index * 53) % 60) - 30];
    const at = (x: number, y: number, scale: number) => `translate(${x}em, ${y}em) rotate(${turn}deg) scale(${scale})`;
    node.style.fill = COLORS[index % COLORS.length]!;
    const flight = node.animate(
      [
        {transform: at(0, 0, 0.4), opacity: 0},
        {transform: at(-sway / 3, -2.5, 1.1), opacity: 1, offset: 0.2},
        {transform: at(sway, -6, 1), opacity: 0.9, offset: 0.7},
        {transform: at(sway / 2, -9, 0.8), opacity: 0},
      ],
      {duration: 1_500, easing: 'ease-out'},
    );
    flight.onfinish = () => {
      node.remove();
      this.#resting.push(node);
    };
  }

  /** Lets hearts of other viewers fly one by one. */
  flyLater(count: number): void {
    if (!this.#seen) return;
    this.#waiting = Math.min(this.#waiting + count, WAITING_MAX);
    this.#timer ??= setTimeout(this.#next);
  }

  get #seen(): boolean {
    return this.#onScreen && !isPageHidden() && !this.#calm.matches;
  }

  readonly #next = () => {
    this.fly();
    this.#waiting = this.#seen ? this.#waiting - 1 : 0;
    this.#timer = this.#waiting ? setTimeout(this.#next, OTHERS_EACH_MS) : undefined;
  };

  #make(): SVGElement {
    this.#made++;
    return this.#heart();
  }
}
