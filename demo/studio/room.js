import {ask, find, safeAddress} from './dom.js';
import {clock, inLanguage, number, t} from './language.js';
import {Outcome} from './outcome.js';

const NOTICE_MAX_BYTES = 300;

/** Where the show stands. Its end is asked about first. */
export function state({server, show, path}) {
  const outcome = new Outcome(find('state-outcome'), find('state'));
  const buttons = [...find('statuses').querySelectorAll('button')];
  show.addEventListener('room', () => {
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === show.room.status));
  });
  for (const button of buttons) {
    button.addEventListener('click', async () => {
      const status = button.value;
      if (status === show.room?.status) return;
      if (status === 'ended' && !(await ask(t('askEnd'), t('endShow')))) return;
      await outcome.set(
        async () => {
          await server.call('PUT', `${path}/status`, {status});
          await show.refresh();
        },
        () => t('statusIs', {status: t(status)}),
      );
    });
  }
}

export function notice({server, show, path}) {
  const form = find('notice-form');
  const outcome = new Outcome(form.querySelector('.outcome'));
  const field = form.text;
  // Words that are being written are not taken from under the pen.
  let typed = false;
  const left = () => NOTICE_MAX_BYTES - new TextEncoder().encode(field.value).length;
  const sayLeft = () => {
    find('notice-left').textContent = t('bytesLeft', {count: number(left())});
    field.setCustomValidity(left() < 0 ? t('tooLong') : '');
  };
  field.addEventListener('input', () => {
    typed = true;
    sayLeft();
  });
  show.addEventListener('room', () => {
    if (!typed) field.value = show.room.notice;
    sayLeft();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const written = field.value;
    const text = written.trim();
    void outcome.set(
      async () => {
        await server.call('PUT', `${path}/notice`, {text});
        if (field.value === written) typed = false;
        await show.refresh();
      },
      () => t(text ? 'noticeUp' : 'noticeDown'),
    );
  });
  inLanguage(sayLeft);
}

/** To every room of the app. */
export function broadcast({server}, {session}) {
  const form = find('broadcast-form');
  const outcome = new Outcome(form.querySelector('.outcome'));
  form.href.addEventListener('input', () => {
    const href = form.href.value.trim();
    form.href.setCustomValidity(!href || safeAddress(href) ? '' : t('linkInvalid'));
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = oneLine(form.text.value);
    const href = form.href.value.trim();
    const seconds = Number(form.expiry.value);
    if (!text) return;
    const sent = await outcome.run(
      () => {
        const expiresAt = seconds ? Math.floor(session.now() / 1_000) + seconds : undefined;
        const body = {text, level: form.level.value, ...(href && {href}), ...(expiresAt && {expiresAt})};
        return server.call('POST', '/broadcasts', body);
      },
      ({broadcastId}) => t('broadcastSent', {id: broadcastId, time: clock(session.now() / 1_000)}),
    );
    if (sent && oneLine(form.text.value) === text) form.text.value = '';
  });
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}

/** Who may say what, and how often. */
export function rules({server, show, path}) {
  const outcome = new Outcome(find('rules-outcome'), find('rules'));
  const change = (name, body, done) =>
    outcome.set(async () => {
      await server.call('PUT', `${path}/${name}`, body);
      await show.refresh();
    }, done);

  const muteAll = find('mute-all');
  const sayMuted = () => {
    const muted = Boolean(show.room?.mutedAll);
    muteAll.setAttribute('aria-pressed', String(muted));
    find('muted-all-says').textContent = t(muted ? 'mutedAll' : 'everybodyMaySpeak');
  };
  muteAll.addEventListener('click', () => {
    const on = !show.room?.mutedAll;
    void change('mute-all', {on}, () => t(on ? 'mutedAll' : 'everybodyMaySpeak'));
  });

  const slow = find('slow-form');
  // What is being typed is the operator's, whatever the room says meanwhile.
  let typed = false;
  show.addEventListener('room', () => {
    sayMuted();
    if (!typed) slow.seconds.value = String(show.room.slowMode);
  });
  slow.seconds.addEventListener('input', () => (typed = true));
  slow.addEventListener('submit', (event) => {
    event.preventDefault();
    const written = slow.seconds.value;
    const seconds = Number(written);
    const done = () => t(seconds ? 'slowIs' : 'slowOff', {seconds: number(seconds)});
    void change('slow-mode', {seconds}, done).then((isSet) => {
      if (isSet && slow.seconds.value === written) typed = false;
    });
  });
  inLanguage(sayMuted);
  sensitiveWords(server);
}

/** One a line, masked where it begins with an asterisk; the list is replaced as a whole. */
function sensitiveWords(server) {
  const form = find('words-form');
  const outcome = new Outcome(form.querySelector('.outcome'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const lines = form.words.value.split('\n').map((line) => line.trim());
    const words = [...new Set(lines.filter(Boolean))];
    if (!words.length && !(await ask(t('askNoWords'), t('emptyList')))) return;
    void outcome.set(
      () => server.call('PUT', '/words', {words: words.map(refusedOrMasked)}),
      () => t('wordsAre', {count: number(words.length)}),
    );
  });
}

function refusedOrMasked(line) {
  const word = line.replace(/^\*\s*/, '');
  return word && word !== line ? {word, mask: true} : line;
}
