import type {ProfileCardTerms} from '../../locales/terms.js';
import {displayName} from '../../protocol/display-name.js';
import type {Sender} from '../../protocol/messages.js';
import {safeUrl} from '../../protocol/safe-url.js';
import type {ModerationCommand} from '../../session/features/room-features.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {Modal} from '../base/modal.js';
import {createButton, createElement, createPicture} from '../base/dom.js';
import type {StoredSetting} from '../../session/stored-setting.js';
import type {HiddenContent} from '../message-list/hidden-content.js';
import type {Styles} from '../base/adopt-styles.js';

export {styles} from './profile-card.styles.js';

/** Durations of a mute and a ban, s; the same as in the studio. */
const MUTE_S = 600;
const BAN_S = 86_400;

export interface ProfileCardOptions {
  readonly root: ShadowRoot;
  /** The stylesheet. */
  readonly styles: Styles;
  readonly localize: LocalizeController;
  readonly person: Sender;
  /** Name of the person's role in the room. */
  readonly roleTerm: string | undefined;
  /** True if the person is the viewer. */
  readonly own: boolean;
  readonly filters: StoredSetting<HiddenContent>;
  /** Each action is undefined if it is not possible. */
  readonly mention: (() => void) | undefined;
  readonly reply: (() => void) | undefined;
  readonly moderate: ((order: ModerationCommand) => Promise<void>) | undefined;
  /** Sequence number of the line; undefined until the service has accepted it. */
  readonly seq: number | undefined;
  readonly report: ((reason: string) => Promise<void>) | undefined;
}

/**
 * Shows a person and the possible actions. It is a modal dialog, so that Escape closes it and the focus returns.
 */
export class ProfileCard {
  readonly #options: ProfileCardOptions;
  readonly #terms: ProfileCardTerms;
  readonly #modal: Modal;
  readonly #actions = createElement('div', 'actions');

  constructor(options: ProfileCardOptions) {
    this.#options = options;
    this.#terms = options.localize.locale.profileCard;
    this.#modal = new Modal('person', this.#terms.title(displayName(options.person)));
    this.#draw();
  }

  show(): void {
    this.#modal.open(this.#options.root, this.#options.styles);
  }

  /** Shows the form that reports the line, if it can be reported. */
  showReportForm(): void {
    const {report} = this.#options;
    if (report) this.#drawReportForm(report);
  }

  close(): void {
    this.#modal.close();
  }

  #draw(): void {
    const {localize, person, roleTerm, own, mention, reply, report} = this.#options;
    const body = createElement('div', 'about');
    const name = createElement('p', 'nick');
    name.dir = 'auto';
    name.textContent = displayName(person);
    const address = safeUrl(person.avatar);
    const facts = createElement('p', 'facts');
    facts.textContent = [roleTerm, person.level && this.#terms.level(localize.exact(person.level))]
      .filter(Boolean)
      .join(' · ');
    const actions = this.#actions;
    if (reply) actions.append(actionButton(this.#terms.reply, () => this.#closeAndRun(reply)));
    if (mention) actions.append(actionButton(this.#terms.mention, () => this.#closeAndRun(mention)));
    if (!own) actions.append(this.#hideButton());
    if (report) actions.append(actionButton(this.#terms.report, () => this.#drawReportForm(report)));
    actions.append(actionButton(localize.term('close'), () => this.close()));
    body.append(
      ...(address ? [createPicture(address, 'face')] : []),
      name,
      facts,
      actions,
      ...this.#moderationButtons(),
    );
    this.#modal.node.append(body);
  }

  /** Closes the card before the action, which takes the focus. */
  #closeAndRun(action: () => void): void {
    this.close();
    action();
  }

  #hideButton(): HTMLButtonElement {
    const {filters, person} = this.#options;
    const {userId} = person;
    const isHidden = () => filters.current.people.some((other) => other.userId === userId);
    const button = actionButton('', () => {
      const others = filters.current.people.filter((other) => other.userId !== userId);
      filters.change({people: isHidden() ? others : [...others, {userId, nick: displayName(person)}]});
      updateLabel();
    });
    const updateLabel = () => (button.textContent = isHidden() ? this.#terms.unhide : this.#terms.hide);
    updateLabel();
    return button;
  }

  /** Buttons for moderators. */
  #moderationButtons(): readonly HTMLElement[] {
    const {moderate, person, seq} = this.#options;
    if (!moderate) return [];
    const {deleteLine, mute, ban, confirmBan, moderationDone, moderationFailed} = this.#terms;
    const result = createElement('p', 'answer ordered');
    result.setAttribute('role', 'status');
    const moderateAndReport = (order: ModerationCommand) =>
      moderate(order).then(
        () => (result.textContent = moderationDone),
        () => (result.textContent = moderationFailed),
      );
    const {userId} = person;
    const group = createElement('div', 'actions order');
    if (seq !== undefined)
      group.append(actionButton(deleteLine, () => void moderateAndReport({action: 'delete', seq})));
    group.append(actionButton(mute, () => void moderateAndReport({action: 'mute', userId, seconds: MUTE_S})));
    // A ban needs a second press, because the first may be a slip.
    const banButton = actionButton(ban, () => {
      if (banButton.textContent === confirmBan) void moderateAndReport({action: 'ban', userId, seconds: BAN_S});
      banButton.textContent = banButton.textContent === confirmBan ? ban : confirmBan;
    });
    group.append(banButton);
    return [group, result];
  }

  #drawReportForm(report: (reason: string) => Promise<void>): void {
    const {reasonLabel, reasons, send, reported, notReported} = this.#terms;
    const form = createElement('form', 'report');
    const choice = createElement('select', 'reason');
    choice.setAttribute('aria-label', reasonLabel);
    choice.append(...reasons.map((reason) => new Option(reason)));
    const result = createElement('p', 'answer');
    result.setAttribute('role', 'status');
    const button = actionButton(send, () => {
      button.disabled = true;
      report(choice.value).then(
        () => (result.textContent = reported),
        () => {
          result.textContent = notReported;
          button.disabled = false;
        },
      );
    });
    form.append(choice, button, result);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      button.click();
    });
    this.#actions.replaceWith(form);
    form.append(actionButton(this.#options.localize.term('close'), () => this.close()));
    choice.focus();
  }
}

function actionButton(label: string, onClick: () => void): HTMLButtonElement {
  return createButton('do', onClick, label);
}
