import type {ProfileCardTerms} from '../../locales/terms.js';
import {displayName} from '../../protocol/display-name.js';
import type {Sender} from '../../protocol/messages.js';
import {safeAddress} from '../../protocol/safe-url.js';
import type {ModerationCommand} from '../../session/features/room-features.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {Modal} from '../base/modal.js';
import {createElement, createPicture} from '../base/dom.js';
import type {StoredSetting} from '../../session/stored-setting.js';
import type {ViewerFilters} from '../message-list/viewer-filters.js';
import type {Styles} from '../base/adopt-styles.js';

export {styles} from './profile-card.styles.js';

/** Durations of a mute and a ban, s; the same as in the studio. */
const MUTE_S = 600;
const BAN_S = 86_400;

export interface PersonCardOptions {
  readonly root: ShadowRoot;
  /** The stylesheet. */
  readonly look: Styles;
  readonly text: LocalizeController;
  readonly person: Sender;
  /** Name of the person's role in the room. */
  readonly mark: string | undefined;
  /** True if the person is the viewer. */
  readonly own: boolean;
  readonly filters: StoredSetting<ViewerFilters>;
  /** Each action is undefined if it is not possible. */
  readonly mention: (() => void) | undefined;
  readonly reply: (() => void) | undefined;
  readonly moderate: ((order: ModerationCommand) => Promise<void>) | undefined;
  /** Sequence number of the line; undefined until the service has accepted it. */
  readonly seq: number | undefined;
  readonly report: ((reason: string) => Promise<void>) | undefined;
}

/**
 * Shows a person and the possible actions. It is a modal dialog, so that Escape closes it and the focus returns. This chunk shares
 * no code with the script that loads it.
 */
export class PersonCard {
  readonly #options: PersonCardOptions;
  readonly #words: ProfileCardTerms;
  readonly #modal: Modal;
  readonly #actions = createElement('div', 'actions');

  constructor(options: PersonCardOptions) {
    this.#options = options;
    this.#words = options.text.locale.profileCard;
    this.#modal = new Modal('person', this.#words.card(displayName(options.person)));
    this.#draw();
  }

  show(): void {
    this.#modal.open(this.#options.root, this.#options.look);
  }

  /** Shows the form that reports the line, if it can be reported. */
  ask(): void {
    const {report} = this.#options;
    if (report) this.#ask(report);
  }

  close(): void {
    this.#modal.close();
  }

  #draw(): void {
    const {text, person, mark, own, mention, reply, report} = this.#options;
    const body = createElement('div', 'about');
    const name = createElement('p', 'nick');
    name.dir = 'auto';
    name.textContent = displayName(person);
    const address = safeAddress(person.avatar);
    const facts = createElement('p', 'facts');
    facts.textContent = [mark, person.level && this.#words.level(text.exact(person.level))].filter(Boolean).join(' · ');
    const actions = this.#actions;
    if (reply) actions.append(this.#button(this.#words.reply, () => this.#leaveTo(reply)));
    if (mention) actions.append(this.#button(this.#words.mention, () => this.#leaveTo(mention)));
    if (!own) actions.append(this.#hideButton());
    if (report) actions.append(this.#button(this.#words.report, () => this.#ask(report)));
    actions.append(this.#button(text.term('close'), () => this.close()));
    body.append(...(address ? [createPicture(address, 'face')] : []), name, facts, actions, ...this.#order());
    this.#modal.node.append(body);
  }

  #button(words: string, press: () => void): HTMLButtonElement {
    const button = createElement('button', 'do');
    button.type = 'button';
    button.textContent = words;
    button.addEventListener('click', press);
    return button;
  }

  /** Closes the card before the action, which takes the focus. */
  #leaveTo(deed: () => void): void {
    this.close();
    deed();
  }

  #hideButton(): HTMLButtonElement {
    const {filters, person} = this.#options;
    const {userId} = person;
    const isHidden = () => filters.current.people.some((other) => other.userId === userId);
    const button = this.#button('', () => {
      const others = filters.current.people.filter((other) => other.userId !== userId);
      filters.change({people: isHidden() ? others : [...others, {userId, nick: displayName(person)}]});
      name();
    });
    const name = () => (button.textContent = isHidden() ? this.#words.unhide : this.#words.hide);
    name();
    return button;
  }

  /** Buttons for moderators. */
  #order(): readonly HTMLElement[] {
    const {moderate, person, seq} = this.#options;
    if (!moderate) return [];
    const {deleteLine, mute, ban, sure, done, notDone} = this.#words;
    const answer = createElement('p', 'answer ordered');
    answer.setAttribute('role', 'status');
    const act = (order: ModerationCommand) =>
      moderate(order).then(
        () => (answer.textContent = done),
        () => (answer.textContent = notDone),
      );
    const {userId} = person;
    const group = createElement('div', 'actions order');
    if (seq !== undefined) group.append(this.#button(deleteLine, () => void act({action: 'delete', seq})));
    group.append(this.#button(mute, () => void act({action: 'mute', userId, seconds: MUTE_S})));
    // A ban needs a second press, because the first may be a slip.
    const out = this.#button(ban, () => {
      if (out.textContent === sure) void act({action: 'ban', userId, seconds: BAN_S});
      out.textContent = out.textContent === sure ? ban : sure;
    });
    group.append(out);
    return [group, answer];
  }

  #ask(report: (reason: string) => Promise<void>): void {
    const {why, reasons, send, reported, notReported} = this.#words;
    const form = createElement('form', 'report');
    const choice = createElement('select', 'reason');
    choice.setAttribute('aria-label', why);
    choice.append(...reasons.map((reason) => new Option(reason)));
    const answer = createElement('p', 'answer');
    answer.setAttribute('role', 'status');
    const button = this.#button(send, () => {
      button.disabled = true;
      report(choice.value).then(
        () => (answer.textContent = reported),
        () => {
          answer.textContent = notReported;
          button.disabled = false;
        },
      );
    });
    form.append(choice, button, answer);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      button.click();
    });
    this.#actions.replaceWith(form);
    form.append(this.#button(this.#options.text.term('close'), () => this.close()));
    choice.focus();
  }
}
