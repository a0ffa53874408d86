import {html, type PropertyValues, type TemplateResult} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import UPlot from 'uplot';
import {clock, number} from '../base/language.ts';
import {StudioElement} from '../base/studio-element.ts';
import {colour, onTheme} from '../base/theme.ts';

/** Sizes for a root font of 16 px. */
const HEIGHT = 120;
/** Steps of the times below, whole minutes as they are shown. */
const TICKS_S = [60, 120, 300, 600, 1_200, 3_600];
const FONT_SIZE = 11;

/** A number over the last minutes: its current value and its history. The pointer shows earlier values. */
@customElement('studio-chart')
export class StudioChart extends StudioElement {
  @property() name = '';
  /** A colour's name in the style sheet. */
  @property() tone = 'blue';
  /** Unix seconds and values. */
  @property({attribute: false}) data: readonly [readonly number[], readonly number[]] = [[], []];
  /** The index of the value under the pointer. */
  @state() private index: number | null | undefined;
  #plot: UPlot | undefined;

  protected override connected(signal: AbortSignal): void {
    onTheme(() => this.#plot?.redraw(false), signal);
    const resize = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width > 0) this.#plot?.setSize({width, height: scaled(HEIGHT)});
    });
    void this.updateComplete.then(() => !signal.aborted && this.#start(resize));
    signal.addEventListener('abort', () => {
      resize.disconnect();
      this.#plot?.destroy();
      this.#plot = undefined;
    });
  }

  protected override render(): TemplateResult {
    const [times, values] = this.data;
    const now = values.at(-1);
    const read = this.index === null || this.index === undefined ? undefined : values[this.index];
    const shown = read ?? now;
    const label = now === undefined ? this.name : `${this.name}: ${number(now)}`;
    return html`<p>
        <span>${this.name}</span>
        <small>${read === undefined ? '' : clock(times[this.index!]!)}</small>
        <strong>${shown === undefined ? '–' : number(Math.round(shown))}</strong>
      </p>
      <div class="picture" role="img" aria-label=${label}></div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('data')) this.#plot?.setData([[...this.data[0]], [...this.data[1]]]);
  }

  #start(resize: ResizeObserver): void {
    const picture = this.querySelector<HTMLElement>('.picture')!;
    const axis = {
      stroke: () => colour('ink-soft'),
      font: `${scaled(FONT_SIZE)}px system-ui, sans-serif`,
      grid: {stroke: () => colour('line'), width: 1},
    };
    const {tone} = this;
    this.#plot = new UPlot(
      {
        width: 240,
        height: scaled(HEIGHT),
        legend: {show: false},
        padding: [6, scaled(16), 0, 0],
        cursor: {y: false, drag: {x: false, y: false}, points: {size: 6}},
        scales: {y: {range: (_plot, _min, max) => [0, Math.max(4, max * 1.15)]}},
        axes: [
          {
            ...axis,
            size: scaled(20),
            gap: 2,
            space: scaled(70),
            incrs: TICKS_S,
            ticks: {show: false},
            values: (_plot, at) => at.map(minute),
          },
          {
            ...axis,
            size: scaled(38),
            gap: 4,
            space: scaled(28),
            ticks: {show: false},
            values: (_plot, at) => at.map(short),
          },
        ],
        series: [
          {},
          {stroke: () => colour(tone), fill: () => colour(`${tone}-faint`), width: 1.5, points: {show: false}},
        ],
        hooks: {setCursor: [({cursor}) => (this.index = cursor.idx)]},
      },
      [[...this.data[0]], [...this.data[1]]],
      picture,
    );
    resize.observe(picture);
  }
}

/** Larger text needs a larger chart. */
function scaled(pixels: number): number {
  return Math.round((pixels * parseFloat(getComputedStyle(document.documentElement).fontSize)) / 16);
}

function minute(seconds: number): string {
  return clock(seconds).slice(0, 5);
}

function short(value: number): string {
  return value >= 10_000 ? `${Math.round(value / 1_000)}k` : String(value);
}
