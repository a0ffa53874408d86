import uPlot from './charts/uPlot.esm.js';
import {make} from './dom.js';
import {clock, inLanguage, number} from './language.js';
import {colour, inTheme} from './theme.js';

const HEIGHT = 96;
const FONT = '10px system-ui, sans-serif';

/** One number over the last minutes: what it is now, and how it came there. A pointer on it reads what it was. */
export class Chart {
  element;
  #title;
  #value = make('strong');
  #name = make('span');
  #moment = make('small');
  #picture = make('div', {className: 'picture', role: 'img'});
  #plot;
  #data = [[], []];
  #now;

  /**
   * @param title Its name, asked for again when the language changes.
   * @param tone A colour's name in the stylesheet.
   */
  constructor(title, tone) {
    this.#title = title;
    this.element = make(
      'div',
      {className: 'chart'},
      make('p', {}, this.#name, this.#moment, this.#value),
      this.#picture,
    );
    const axis = {stroke: () => colour('ink-soft'), font: FONT, grid: {stroke: () => colour('line'), width: 1}};
    this.#plot = new uPlot(
      {
        width: 240,
        height: HEIGHT,
        legend: {show: false},
        padding: [6, 8, 0, 0],
        cursor: {y: false, drag: {x: false, y: false}, points: {size: 6}},
        scales: {y: {range: (_plot, _min, max) => [0, Math.max(4, max * 1.15)]}},
        axes: [
          {...axis, size: 18, gap: 2, space: 70, ticks: {show: false}, values: (_plot, at) => at.map(minute)},
          {...axis, size: 34, gap: 4, space: 26, ticks: {show: false}, values: (_plot, at) => at.map(short)},
        ],
        series: [
          {},
          {stroke: () => colour(tone), fill: () => colour(`${tone}-faint`), width: 1.5, points: {show: false}},
        ],
        hooks: {setCursor: [({cursor}) => this.#read(cursor.idx)]},
      },
      this.#data,
      this.#picture,
    );
    new ResizeObserver(([{contentRect}]) => {
      if (contentRect.width > 0) this.#plot.setSize({width: Math.floor(contentRect.width), height: HEIGHT});
    }).observe(this.#picture);
    inTheme(() => this.#plot.redraw(false));
    inLanguage(() => this.#say());
  }

  /** @param times Unix seconds. @param now What stands beside the title: the last value unless given. */
  show(times, values, now = values.at(-1)) {
    this.#data = [times, values];
    this.#now = now;
    this.#plot.setData(this.#data);
    this.#say();
  }

  #say() {
    const title = this.#title();
    this.#name.textContent = title;
    this.#picture.setAttribute('aria-label', this.#now === undefined ? title : `${title}: ${number(this.#now)}`);
    this.#read(this.#plot?.cursor.idx);
  }

  #read(index) {
    const value = index === null || index === undefined ? undefined : this.#data[1][index];
    const shown = value ?? this.#now;
    this.#value.textContent = shown === undefined ? '–' : number(Math.round(shown));
    this.#moment.textContent = value === undefined ? '' : clock(this.#data[0][index]);
  }
}

function minute(seconds) {
  return clock(seconds).slice(0, 5);
}

function short(value) {
  return value >= 10_000 ? `${Math.round(value / 1_000)}k` : String(value);
}
