import {find, make} from './dom.js';
import {clock, inLanguage, t} from './language.js';
import {Outcome} from './outcome.js';

const EVERY_MS = 15_000;

/** Reports of viewers, the newest first. Selecting one selects the reported viewer. */
export function reports({server, path, person}) {
  const outcome = new Outcome(find('reports-outcome'), find('reports'));
  let known = [];
  const load = async () => {
    known = await server.call('GET', `${path}/reports`);
    render();
  };
  const render = () => {
    find('no-reports').hidden = known.length > 0;
    find('report-list').replaceChildren(
      ...known.map((report) => item(report, () => person.show({...report, kind: 'text'}))),
    );
  };
  find('reports-again').addEventListener('click', () => void outcome.run(load, () => t('upToDate')));
  inLanguage(render);
  const look = () => void load().catch(() => undefined); // The next look may succeed; the button says why it does not.
  setInterval(look, EVERY_MS);
  look();
}

function item({reason, reporter, from, text, time}, deal) {
  const button = make('button', {type: 'button', textContent: t('deal')});
  button.addEventListener('click', deal);
  return make(
    'li',
    {},
    make('p', {}, make('strong', {textContent: reason})),
    make('blockquote', {dir: 'auto', textContent: `${from.nick || from.userId}: ${text}`}),
    make('p', {className: 'hint', textContent: t('reportedBy', {reporter, time: clock(time)})}),
    button,
  );
}
