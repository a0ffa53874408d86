import {html, nothing, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {clock, number, t} from '../base/language.ts';
import {emptyText, matches, searchField} from '../base/search.ts';
import {StudioPanel} from '../base/studio-element.ts';
import {commentText} from './comment-text.ts';
import {nameOf, type Action} from './moderation.ts';

const TERMS = {
  delete: 'didDelete',
  mute: 'didMute',
  unmute: 'didUnmute',
  ban: 'didBan',
  unban: 'didUnban',
} as const;

/** The moderation actions of this tab, the newest first. Mutes and bans can be lifted. */
@customElement('studio-actions')
export class StudioActions extends StudioPanel {
  @state() private query = '';

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.studio.moderation, ['change'], signal);
  }

  protected override render(): TemplateResult {
    const {actions} = this.studio.moderation;
    const shown = actions.filter((action) =>
      matches(
        this.query,
        textOf(action),
        action.target.userId,
        action.target.comment ? commentText(action.target.comment) : '',
      ),
    );
    return this.card(
      t('moderation'),
      html`${searchField({
          label: t('searchActions'),
          query: this.query,
          count: [shown.length, actions.length],
          onQuery: (query) => (this.query = query),
        })}
        <ul class="entries log">
          ${shown.map((action) => this.#entry(action))}
        </ul>
        ${emptyText(this.query, shown.length, t('noActions'))}`,
      {aside: html`<p class="hint">${t('actionsHint')}</p>`, kind: 'fill'},
    );
  }

  #entry(action: Action): TemplateResult {
    const {kind, target, at, undone} = action;
    const undo = (event: Event) => {
      this.studio.moderation.choose(target);
      void this.studio.moderation.undo(action);
      (event.currentTarget as HTMLElement).closest('li')?.focus();
    };
    return html`<li tabindex="-1">
      <time class="hint">${clock(at)}</time>
      <p>
        ${textOf(action)}
        ${target.comment ? html`<span class="hint" dir="auto">${commentText(target.comment)}</span>` : nothing}
      </p>
      ${
        (kind === 'mute' || kind === 'ban') && !undone
          ? html`<button type="button" @click=${undo}>${t('undo')}</button>`
          : nothing
      }
    </li>`;
  }
}

function textOf({kind, target, seconds}: Action): string {
  return t(TERMS[kind], {name: nameOf(target), minutes: number(seconds / 60)});
}
