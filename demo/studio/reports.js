import {find, make} from './dom.js';
import {clock, inLanguage, t} from './language.js';
import {Outcome} from './outcome.js';

const EVERY_MS = 15_000;

/** What viewers have reported, the newest first. */
export function reports({server, path}) {
  const outcome = new Outcome(find('reports-outcome'), find('reports'));
  let known = [];
  const load = async () => {
    const answer = await server.call('GET', `${path}/reports`);
    known = Array.isArray(answer) ? answer : (answer?.reports ?? []);
    render();
  };
  const remove = (seq) =>
    outcome.run(
      () => server.call('DELETE', `${path}/messages/${seq}`),
      () => t('deleted'),
    );
  const render = () => {
    find('no-reports').hidden = known.length > 0;
    find('report-list').replaceChildren(...known.map((report) => item(report, remove)));
  };
  find('reports-again').addEventListener('click', () => void outcome.run(load, () => t('upToDate')));
  inLanguage(render);
  const look = () => void load().catch(() => undefined); // The next look may succeed; the button says why it does not.
  setInterval(look, EVERY_MS);
  look();
}

function item({seq, reason, time, text, from, reporter}, remove) {
  const button = make('button', {type: 'button', className: 'danger', textContent: t('deleteComment')});
  button.addEventListener('click', () => void remove(seq));
  return make(
    'li',
    {},
    make('p', {}, make('strong', {textContent: reason})),
    make(
      'p',
      {className: 'hint'},
      [t('seq', {seq}), reporter, from?.nick, time && clock(time)].filter(Boolean).join(' · '),
    ),
    ...(text ? [make('blockquote', {dir: 'auto', textContent: text})] : []),
    button,
  );
}
