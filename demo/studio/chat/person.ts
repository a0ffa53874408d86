import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {pressedKey} from '../../../src/elements/base/pressed-key.js';
import {clock, t} from '../base/language.ts';
import {KEYS, shortcutsOn} from '../base/shortcuts.ts';
import {StudioPanel} from '../base/studio-element.ts';
import {commentText} from './comment-text.ts';
import {nameOf, type Target} from './moderation.ts';

/** The chosen person: their comment, and buttons to delete it and to mute or ban them. */
@customElement('studio-person')
export class StudioPerson extends StudioPanel {
  #takesFocus = false;

  protected override connected(signal: AbortSignal): void {
    const {moderation} = this.studio;
    this.renderOn(moderation, ['change'], signal);
    moderation.addEventListener(
      'chosen',
      () => {
        this.#takesFocus = true;
        this.requestUpdate();
      },
      {signal},
    );
  }

  protected override render(): TemplateResult {
    const {target, outcome} = this.studio.moderation;
    this.toggleAttribute('empty', !target);
    if (target) return this.#person(target);
    const keys = {mute: KEYS.mute.toUpperCase(), remove: KEYS.remove.toUpperCase()};
    return html`<div class="card person none">
      <p class="nothing">${t('personHint')} ${shortcutsOn() ? html`<br />${t('personHintKeys', keys)}` : nothing}</p>
      ${outcome.view}
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.#takesFocus) return;
    this.#takesFocus = false;
    this.querySelector<HTMLElement>('h3')?.focus();
  }

  #person(target: Target): TemplateResult {
    const {moderation} = this.studio;
    const {userId, level, seq, time, comment} = target;
    const facts = [
      level ? t('level', {level}) : '',
      time === undefined ? '' : clock(time),
      seq === undefined ? '' : t('seq', {seq}),
    ];
    const penalty = moderation.penaltyOf(userId);
    return html`<section class="card person" aria-labelledby="person-name" @keydown=${this.#key}>
      <header>
        <h3 id="person-name" tabindex="-1">${nameOf(target)}</h3>
        <button
          type="button"
          class="plain icon"
          aria-label=${t('close')}
          title=${t('close')}
          @click=${() => moderation.close()}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M3 3l10 10M13 3L3 13" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" />
          </svg>
        </button>
      </header>
      <p class="person-id"><code>${userId}</code> <span>${facts.filter(Boolean).join(' · ')}</span></p>
      ${
        penalty
          ? html`<p>
              <span class="mark warn">
                ${t(penalty.kind === 'mute' ? 'mutedUntil' : 'bannedUntil', {time: clock(penalty.until)})}
              </span>
            </p>`
          : nothing
      }
      ${comment ? html`<blockquote dir="auto">${commentText(comment)}</blockquote>` : nothing}
      <div class="actions">
        <button
          type="button"
          class="danger"
          aria-keyshortcuts="${KEYS.remove} Delete"
          aria-disabled=${seq !== undefined && moderation.outcome.busy(`delete ${seq}`) ? 'true' : 'false'}
          ?disabled=${seq === undefined}
          @click=${() => moderation.delete()}
        >
          ${t('deleteComment')}
        </button>
        <button type="button" ?disabled=${seq === undefined || !comment} @click=${() => this.#pin(seq!)}>
          ${t('pinComment')}
        </button>
        <button type="button" @click=${() => this.#copy(userId)}>${t('copyId')}</button>
        <button type="button" @click=${() => this.#useInCloud(userId)}>${t('useId')}</button>
      </div>
      ${this.#penalties()} ${moderation.outcome.view}
    </section>`;
  }

  #penalties(): TemplateResult {
    const {moderation} = this.studio;
    return html`<form class="row" @submit=${(event: Event) => event.preventDefault()}>
      <label>
        <span>${t('reason')}</span>
        <input
          name="reason"
          maxlength="100"
          autocomplete="off"
          placeholder=${t('reasonHint')}
          .value=${live(moderation.reason)}
          @input=${(event: Event) => (moderation.reason = (event.target as HTMLInputElement).value)}
        />
      </label>
      <div class="actions" role="group" aria-label=${t('mute')}>
        <button type="button" @click=${() => moderation.mute(60)}>${t('mute1')}</button>
        <button type="button" aria-keyshortcuts=${KEYS.mute} @click=${() => moderation.mute(600)}>
          ${t('mute10')}
        </button>
        <button type="button" @click=${() => moderation.mute(3_600)}>${t('mute60')}</button>
        <button type="button" @click=${() => moderation.mute(0)}>${t('unmute')}</button>
      </div>
      <div class="actions" role="group" aria-label=${t('ban')}>
        <button type="button" class="danger" @click=${() => moderation.ban()}>${t('banDay')}</button>
        <button type="button" @click=${() => moderation.unban()}>${t('unban')}</button>
      </div>
    </form>`;
  }

  #copy(userId: string): void {
    void this.studio.moderation.outcome.latest(
      'copy',
      () => navigator.clipboard.writeText(userId),
      () => t('copied', {userId}),
    );
  }

  #pin(seq: number): void {
    const {moderation, server, path, poll} = this.studio;
    void moderation.outcome.latest(
      'pin',
      async () => {
        await server.call('PUT', `${path}/pin`, {seq});
        await poll.refresh();
      },
      () => t('pinUp'),
    );
  }

  #useInCloud(userId: string): void {
    this.dispatchEvent(new CustomEvent('studio-use-in-cloud', {detail: userId, bubbles: true}));
  }

  readonly #key = (event: KeyboardEvent) => {
    if (pressedKey(event) === 'Escape') this.studio.moderation.close();
  };
}
