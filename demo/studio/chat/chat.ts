import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {number, t} from '../base/language.ts';
import {StudioPanel} from '../base/studio-element.ts';
import '../base/tabs.ts';
import './actions.ts';
import './comments.ts';
import './inbox.ts';
import './people.ts';
import './person.ts';
import './reports.ts';
import {unreadOf} from './inbox.ts';
import {Questions} from './questions-store.ts';
import './questions.ts';
import {Reports} from './reports-store.ts';

/** Comments, people, private messages, reports, and the moderation next to them. */
@customElement('studio-chat')
export class StudioChat extends StudioPanel {
  #reports: Reports | undefined;
  #questions: Questions | undefined;

  protected override connected(signal: AbortSignal): void {
    const {server, path, room} = this.studio;
    this.#reports ??= new Reports(server, path);
    this.renderOn(this.#reports, ['change'], signal);
    this.#reports.poll(signal);
    this.#questions ??= new Questions(server, path);
    this.renderOn(this.#questions, ['change'], signal);
    this.#questions.poll(signal);
    room.session.subscribe(() => this.requestUpdate(), {signal});
  }

  protected override render(): TemplateResult {
    const {studio} = this;
    const reports = this.#reports!;
    const questions = this.#questions!;
    const unread = unreadOf(studio.room.session.state);
    const tabs = [
      {id: 'comments', label: t('comments'), content: html`<studio-comments .studio=${studio}></studio-comments>`},
      {
        id: 'questions',
        label: t('questions'),
        badge: questions.list.length ? number(questions.list.length) : '',
        content: html`<studio-questions .studio=${studio} .questions=${questions}></studio-questions>`,
      },
      {id: 'people', label: t('people'), content: html`<studio-people .studio=${studio}></studio-people>`},
      {
        id: 'inbox',
        label: t('inbox'),
        badge: unread ? number(unread) : '',
        content: html`<studio-inbox .studio=${studio}></studio-inbox>`,
      },
      {
        id: 'reports',
        label: t('reports'),
        badge: reports.list.length ? number(reports.list.length) : '',
        content: html`<studio-reports .studio=${studio} .reports=${reports}></studio-reports>`,
      },
      {id: 'actions', label: t('moderation'), content: html`<studio-actions .studio=${studio}></studio-actions>`},
    ];
    return html`<div class="chat-layout">
      <studio-tabs name="chat" label=${t('tabChat')} .tabs=${tabs}></studio-tabs>
      <studio-person .studio=${studio}></studio-person>
    </div>`;
  }
}
