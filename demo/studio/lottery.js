import {find, make} from './dom.js';
import {inLanguage, number, t} from './language.js';
import {Outcome} from './outcome.js';

/** Opens one, counts down, draws, and shows who won and where anyone can repeat the draw. */
export function lottery(studio, {session}) {
  const {server, show, path} = studio;
  const outcome = new Outcome(find('lottery-outcome'), find('lottery'));
  const form = find('lottery-form');
  const current = new Current(server.apiUrl, session);

  show.addEventListener('room', () => current.know(show.room.lottery));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [keyword, prize] = [form.keyword.value.trim(), form.prize.value.trim()];
    const body = {keyword, prize, seconds: Number(form.seconds.value), winners: Number(form.winners.value)};
    void outcome.run(
      async () => {
        await server.call('POST', `${path}/lotteries`, body);
        await show.refresh();
      },
      () => t('lotteryOpened', {keyword}),
    );
  });
  find('draw').addEventListener('click', () => {
    const {lotteryId} = current.lottery;
    void outcome.run(
      async () => {
        const drawn = await server.call('POST', `/lotteries/${encodeURIComponent(lotteryId)}/draw`);
        await show.refresh();
        return drawn;
      },
      ({winners}) => t(winners.length ? 'lotteryDrawn' : 'nobodyWon', {count: number(winners.length)}),
    );
  });
}

class Current {
  /** As the room tells of it; undefined when there was none. */
  lottery;
  #apiUrl;
  /** It has the service's clock: this computer's may be wrong. */
  #session;
  #tick;

  constructor(apiUrl, session) {
    this.#apiUrl = apiUrl;
    this.#session = session;
    inLanguage(() => this.#render());
  }

  know(lottery) {
    this.lottery = lottery;
    this.#render();
  }

  #render() {
    clearTimeout(this.#tick);
    const {lottery} = this;
    find('lottery-now').hidden = !lottery;
    find('lottery-form').hidden = lottery?.phase === 'open';
    if (!lottery) return;
    const {lotteryId, phase, keyword, prize, winners} = lottery;
    const open = phase === 'open';
    find('lottery-words').textContent = t('lotteryIs', {keyword, prize});
    find('lottery-left').textContent = open ? this.#left() : t('lotteryOver');
    find('draw').hidden = !open;
    find('lottery-result').hidden = open;
    if (open) {
      this.#tick = setTimeout(() => this.#render(), 250);
      return;
    }
    const people = (winners ?? []).map(({userId, nick}) =>
      make('li', {}, make('bdi', {textContent: nick || userId}), ' ', make('code', {textContent: userId})),
    );
    find('winners').replaceChildren(...(people.length ? people : [make('li', {textContent: t('nobodyWon')})]));
    find('lottery-proof').href = `${this.#apiUrl}/lotteries/${encodeURIComponent(lotteryId)}`;
  }

  #left() {
    const seconds = Math.ceil(this.lottery.closesAt - this.#session.now() / 1_000);
    return seconds > 0
      ? t('closesIn', {time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`})
      : t('drawing');
  }
}
