import {html, nothing, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import type {PrivateChat} from '../../../src/index.js';
import type {LiveState} from '../../../src/session/session.js';
import {clock, number, t} from '../base/language.ts';
import {emptyText, matches, searchField} from '../base/search.ts';
import {StudioPanel} from '../base/studio-element.ts';
import {commentText} from './comment-text.ts';

type Conversation = LiveState['privateChats']['conversations'][number];

/** Private messages to the host: the list of conversations, and the selected one. */
@customElement('studio-inbox')
export class StudioInbox extends StudioPanel {
  @state() private query = '';
  @state() private chosen: string | undefined;

  protected override connected(signal: AbortSignal): void {
    const {session} = this.studio.room;
    session.subscribe(
      () => {
        const {viewer, connection} = session.state;
        // The conversations are loaded on request. The connection's status shows why they cannot be loaded.
        if (connection.status === 'joined' && viewer.profile) session.privateChats().catch(() => undefined);
        this.requestUpdate();
      },
      {signal},
    );
  }

  protected override render(): TemplateResult {
    const {viewer, privateChats, connection} = this.studio.room.session.state;
    const chats = viewer.profile ? privateChats.conversations : [];
    const shown = chats.filter(({peer, last}) =>
      matches(this.query, peer.nick ?? '', peer.userId, last ? commentText(last) : ''),
    );
    const unread = unreadOf(this.studio.room.session.state);
    const isHost = viewer.profile || connection.status !== 'joined';
    return this.card(
      t('inbox'),
      html`${searchField({
          label: t('searchInbox'),
          query: this.query,
          count: [shown.length, chats.length],
          onQuery: (query) => (this.query = query),
        })}
        <div class="inbox">
          <div>
            <ul class="entries">
              ${repeat(
                shown,
                ({peer}) => peer.userId,
                (chat) => this.#entry(chat),
              )}
            </ul>
            ${emptyText(this.query, shown.length, t(isHost ? 'noLetters' : 'lettersAreTheHosts'))}
          </div>
          <private-chat
            room=${this.studio.room.id}
            open
            ?hidden=${this.chosen === undefined}
            @live-error=${(event: Event) => event.stopPropagation()}
          ></private-chat>
        </div>`,
      {
        aside: html`<p class="hint" role="status">${unread ? t('unreadCount', {count: number(unread)}) : ''}</p>`,
        kind: 'fill',
      },
    );
  }

  #entry({peer, unread, time, last}: Conversation): TemplateResult {
    return html`<li>
      <button
        type="button"
        class="entry letter"
        aria-pressed=${peer.userId === this.chosen ? 'true' : 'false'}
        @click=${() => this.#choose(peer.userId)}
      >
        <bdi class="nick">${peer.nick || peer.userId}</bdi>
        ${unread ? html`<span class="count">${number(unread)}</span>` : nothing}
        <time class="hint end">${time ? clock(time) : ''}</time>
        <span class="words" dir="auto">${last ? commentText(last) : ''}</span>
      </button>
    </li>`;
  }

  #choose(userId: string): void {
    const chat = this.querySelector<PrivateChat>('private-chat')!;
    this.chosen = userId;
    chat.peer = userId;
    chat.hidden = false;
    chat.show();
  }
}

/** Unread messages of all conversations. */
export function unreadOf({viewer, privateChats}: LiveState): number {
  return viewer.profile ? privateChats.conversations.reduce((sum, {unread}) => sum + unread, 0) : 0;
}
