import {Chart} from './chart.js';
import {find, make} from './dom.js';
import {inLanguage, number, t} from './language.js';

/** Ten minutes at one look in three seconds. */
const KEPT = 200;
/** Looks that a rate is taken over: fewer would jump, more would lag. */
const RATE_OVER = 5;

/** Live numbers over time; what only grows is drawn as so many a minute, and counted below. */
export function numbers({show}, {session}) {
  const looks = [];
  const charts = [
    [new Chart(() => t('viewers'), 'blue'), level('viewersNow')],
    [new Chart(() => t('commentsPerMinute'), 'green'), perMinute('comments')],
    [new Chart(() => t('likesPerMinute'), 'red'), perMinute('likes')],
    [new Chart(() => t('giftsPerMinute'), 'gold'), perMinute('giftValue')],
  ];
  find('charts').append(...charts.map(([{element}]) => element));
  const totals = new Totals();
  show.addEventListener('stats', () => {
    looks.push({...show.stats, at: session.now() / 1_000});
    if (looks.length > KEPT) looks.shift();
    const times = looks.map(({at}) => at);
    for (const [chart, values] of charts) chart.show(times, values(looks));
    totals.show(show.stats);
  });
}

const level = (name) => (looks) => looks.map((look) => look[name]);

const perMinute = (name) => (looks) =>
  looks.map((look, index) => {
    const before = looks[Math.max(0, index - RATE_OVER)];
    const seconds = look.at - before.at;
    return seconds > 0 ? (Math.max(0, look[name] - before[name]) / seconds) * 60 : 0;
  });

class Totals {
  #names = ['viewersPeak', 'comments', 'likes', 'gifts', 'giftValue', 'refused', 'entries'];
  #stats = {};

  constructor() {
    inLanguage(() => this.#render());
  }

  show(stats) {
    this.#stats = stats;
    this.#render();
  }

  #render() {
    const facts = this.#names.map((name) =>
      make(
        'div',
        {},
        make('dt', {textContent: t(`total-${name}`)}),
        make('dd', {textContent: this.#stats[name] === undefined ? '–' : number(this.#stats[name])}),
      ),
    );
    find('totals').replaceChildren(...facts);
  }
}
