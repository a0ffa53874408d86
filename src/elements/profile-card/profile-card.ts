import {html, render, type TemplateResult} from 'lit';
import type {ProfileCardTerms} from '../../locales/terms.js';
import {displayName} from '../../protocol/text/display-name.js';
import type {Sender} from '../../protocol/messages.js';
import {safeUrl} from '../../protocol/safe-url.js';
import type {ModerationCommand} from '../../session/features/room-features.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {Modal} from '../base/modal.js';
import type {StoredSetting} from '../../session/stored-setting.js';
import type {HiddenContent} from '../message-list/hidden-content.js';
import type {Styles} from '../base/adopt-styles.js';

export {styles} from './profile-card.styles.js';

/** Duration of a mute and of a ban, s. The studio uses the same. */
const SPEAKING_DISABLED_S = 600;
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
  readonly hiddenContent: StoredSetting<HiddenContent>;
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
  #isPictureBroken = false;
  #confirmsBan = false;
  #moderationStatus = '';
  #showsReportForm = false;
  /** True after the press that sends the report, unless it fails. */
  #isReported = false;
  #reportStatus = '';

  constructor(options: ProfileCardOptions) {
    this.#options = options;
    this.#terms = options.localize.locale.profileCard;
    this.#modal = new Modal('person', this.#terms.title(displayName(options.person)));
    this.#render();
  }

  show(): void {
    this.#modal.open(this.#options.root, this.#options.styles);
  }

  /** Shows the form that reports the line, if it can be reported. */
  showReportForm(): void {
    if (!this.#options.report) return;
    this.#showsReportForm = true;
    this.#render();
    this.#modal.node.querySelector('select')!.focus();
  }

  close(): void {
    this.#modal.close();
  }

  #render(): void {
    const {localize, person, roleTerm, report, moderate} = this.#options;
    const picture = this.#isPictureBroken ? undefined : safeUrl(person.avatar);
    const facts = [roleTerm, person.level && this.#terms.level(localize.exact(person.level))].filter(Boolean);
    render(
      html`<div class="content">
        ${picture && this.#picture(picture)}
        <p class="nick" dir="auto">${displayName(person)}</p>
        <p class="facts">${facts.join(' · ')}</p>
        ${this.#showsReportForm && report ? this.#reportForm(report) : this.#actions()}
        ${moderate && this.#moderation(moderate)}
      </div>`,
      this.#modal.node,
    );
  }

  #picture(url: string): TemplateResult {
    const remove = () => {
      this.#isPictureBroken = true;
      this.#render();
    };
    return html`<img class="face" src=${url} alt="" decoding="async" referrerpolicy="no-referrer" @error=${remove} />`;
  }

  #actions(): TemplateResult {
    const {own, mention, reply, report} = this.#options;
    return html`<div class="actions">
      ${reply && actionButton(this.#terms.reply, () => this.#closeAndRun(reply))}
      ${mention && actionButton(this.#terms.mention, () => this.#closeAndRun(mention))} ${own ? '' : this.#hideButton()}
      ${report && actionButton(this.#terms.report, () => this.showReportForm())} ${this.#closeButton()}
    </div>`;
  }

  /** Closes the card before the action, which takes the focus. */
  #closeAndRun(action: () => void): void {
    this.close();
    action();
  }

  #closeButton(): TemplateResult {
    return actionButton(this.#options.localize.term('close'), () => this.close());
  }

  #hideButton(): TemplateResult {
    const {hiddenContent, person} = this.#options;
    const {userId} = person;
    const {people} = hiddenContent.current;
    const others = people.filter((other) => other.userId !== userId);
    const isHidden = others.length < people.length;
    return actionButton(isHidden ? this.#terms.unhide : this.#terms.hide, () => {
      hiddenContent.change({people: isHidden ? others : [...others, {userId, nick: displayName(person)}]});
      this.#render();
    });
  }

  /** Buttons for moderators. */
  #moderation(moderate: (order: ModerationCommand) => Promise<void>): TemplateResult {
    const {person, seq} = this.#options;
    const {userId} = person;
    const {deleteLine, disableSpeaking, ban, confirmBan, moderationDone, moderationFailed} = this.#terms;
    const moderateAndReport = async (order: ModerationCommand) => {
      this.#moderationStatus = await moderate(order).then(
        () => moderationDone,
        () => moderationFailed,
      );
      this.#render();
    };
    // A ban needs a second press, because the first may be by mistake.
    const pressBan = () => {
      if (this.#confirmsBan) void moderateAndReport({action: 'ban', userId, seconds: BAN_S});
      this.#confirmsBan = !this.#confirmsBan;
      this.#render();
    };
    return html`<div class="actions moderation">
        ${seq === undefined ? '' : actionButton(deleteLine, () => void moderateAndReport({action: 'delete', seq}))}
        ${actionButton(disableSpeaking, () => void moderateAndReport({action: 'mute', userId, seconds: SPEAKING_DISABLED_S}))}
        ${actionButton(this.#confirmsBan ? confirmBan : ban, pressBan)}
      </div>
      <p class="status moderation-status" role="status">${this.#moderationStatus}</p>`;
  }

  #reportForm(report: (reason: string) => Promise<void>): TemplateResult {
    const {reasonLabel, reasons, send} = this.#terms;
    const sendReport = () => void this.#sendReport(report);
    const submit = (event: Event) => {
      event.preventDefault();
      sendReport();
    };
    return html`<form class="report" @submit=${submit}>
      <select class="reason" aria-label=${reasonLabel}>
        ${reasons.map((reason) => html`<option>${reason}</option>`)}
      </select>
      ${actionButton(send, sendReport, this.#isReported)}
      <p class="status" role="status">${this.#reportStatus}</p>
      ${this.#closeButton()}
    </form>`;
  }

  async #sendReport(report: (reason: string) => Promise<void>): Promise<void> {
    if (this.#isReported) return;
    this.#isReported = true;
    this.#render();
    const {reported, notReported} = this.#terms;
    try {
      await report(this.#modal.node.querySelector('select')!.value);
      this.#reportStatus = reported;
    } catch {
      this.#reportStatus = notReported;
      this.#isReported = false;
    }
    this.#render();
  }
}

function actionButton(label: string, onClick: () => void, disabled = false): TemplateResult {
  return html`<button class="action" type="button" ?disabled=${disabled} @click=${onClick}>${label}</button>`;
}
