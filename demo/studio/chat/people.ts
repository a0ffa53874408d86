import {html, nothing, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {clock, number, t} from '../base/language.ts';
import {emptyText, matches, searchField} from '../base/search.ts';
import {StudioPanel} from '../base/studio-element.ts';
import type {PersonSeen} from './people-seen.ts';

/** The people of the room: those who wrote or entered while the studio was open. */
@customElement('studio-people')
export class StudioPeople extends StudioPanel {
  @state() private query = '';

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.studio.people, ['change'], signal);
    this.renderOn(this.studio.moderation, ['change'], signal);
  }

  protected override render(): TemplateResult {
    const {list} = this.studio.people;
    const shown = list.filter(({from}) => matches(this.query, from.nick, from.userId));
    return this.card(
      t('people'),
      html`${searchField({
          label: t('searchPeople'),
          query: this.query,
          count: [shown.length, list.length],
          onQuery: (query) => (this.query = query),
        })}
        <ul class="entries">
          ${repeat(
            shown,
            ({from}) => from.userId,
            (person) => this.#entry(person),
          )}
        </ul>
        ${emptyText(this.query, shown.length, t('noPeople'))}`,
      {aside: html`<p class="hint">${t('peopleHint')}</p>`, kind: 'fill'},
    );
  }

  #entry({from, comments, lastSeen}: PersonSeen): TemplateResult {
    const {moderation} = this.studio;
    const {userId, nick, level} = from;
    const penalty = moderation.penaltyOf(userId);
    const choose = (event: Event) =>
      moderation.choose({userId, nick, level, time: lastSeen}, event.currentTarget as HTMLElement);
    return html`<li>
      <button
        type="button"
        class="entry"
        aria-pressed=${moderation.target?.userId === userId ? 'true' : 'false'}
        @click=${choose}
      >
        <bdi class="nick">${nick || userId}</bdi>
        ${level ? html`<span class="level">${t('lv', {level})}</span>` : nothing}
        ${
          penalty
            ? html`<span class="mark warn">
                ${t(penalty.kind === 'mute' ? 'mutedUntil' : 'bannedUntil', {time: clock(penalty.until)})}
              </span>`
            : nothing
        }
        <span class="hint end">
          ${t('commentCount', {count: number(comments)})} · ${t('lastSeen', {time: clock(lastSeen)})}
        </span>
      </button>
    </li>`;
  }
}
