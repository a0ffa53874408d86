import {find} from './dom.js';
import {inLanguage, number, t} from './language.js';
import {Outcome} from './outcome.js';

/** How much the made-up viewers say. */
export function company({server}) {
  const form = find('company-form');
  const outcome = new Outcome(find('company-outcome'), find('company'));
  const {rate} = form;
  let wanted;
  const say = () => (find('rate-value').textContent = t('aSecond', {count: number(Number(rate.value))}));
  rate.addEventListener('input', say);
  rate.addEventListener('change', () => void set());
  form.addEventListener('submit', (event) => event.preventDefault());
  inLanguage(say);
  server.companyRate().then(
    ({messagesPerSecond}) => {
      rate.max = String(Math.max(Number(rate.max), messagesPerSecond));
      rate.value = String(messagesPerSecond);
      say();
    },
    () => undefined, // The slider then begins at nothing, and says so when it is moved.
  );

  /** Where the slider was let go last counts, also while an earlier place is still being set. */
  function set() {
    wanted = Number(rate.value);
    let count;
    return outcome.run(
      async () => {
        while (count !== wanted) {
          count = wanted;
          await server.setCompanyRate(count);
        }
      },
      () => t(count ? 'companyTalks' : 'companyQuiet', {count: number(count)}),
    );
  }
}

/** Injects faults into the local cloud. */
export function cloud({server}) {
  const outcome = new Outcome(find('cloud-outcome'), find('cloud'));
  const person = find('person-fault');
  const settings = find('faults');
  const fault = (faults, done) => outcome.run(() => server.fault(faults), done);

  person.addEventListener('submit', (event) => {
    event.preventDefault();
    const what = event.submitter.value;
    const userId = person.userId.value.trim();
    const seconds = Number(person.seconds.value);
    const faults = {
      cut: {cut: {userId}},
      silence: {silence: {userId, seconds}},
      expireSignature: {expireSignature: {userId}},
      kick: {kick: {userId, type: 1}},
      refuse: {refuse: {seconds}},
    };
    const who = userId || t('allGuests');
    void fault(faults[what], () => t(`done-${what}`, {who, seconds: number(seconds)}));
  });
  settings.addEventListener('submit', (event) => event.preventDefault());
  settings.addEventListener('change', ({target}) => {
    if (!target.reportValidity()) return;
    const {name, type, checked} = target;
    const value = {checkbox: checked, number: Number(target.value)}[type] ?? target.value;
    const words = () =>
      type === 'checkbox' ? t(checked ? 'on' : 'off') : (target.selectedOptions?.[0].textContent ?? number(value));
    void fault({[name]: value}, () => t('faultIs', {name: t(name), value: words()}));
  });
  find('faults-reset').addEventListener('click', async () => {
    const restored = await outcome.run(
      () => server.restoreCloud(),
      () => t('cloudRestored'),
    );
    if (restored) settings.reset();
  });
}
