import {html, type TemplateResult} from 'lit';
import {displayName} from '../../protocol/text/display-name.js';
import type {Sender} from '../../protocol/messages.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import type {LiveSession} from '../../session/live-session.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createProfileCard} from '../profile-card/open-profile-card.js';
import type {ProfileCard} from '../profile-card/profile-card.js';
import {moderates, roleOf, type RoomRoles} from '../profile-card/role-badge.js';
import {hiddenContent} from '../message-list/hidden-content.js';
import type {DanmakuLine} from './line.js';

export interface LineActionsOptions {
  /** The tree in which a card opens. */
  readonly root: ShadowRoot;
  readonly localize: LocalizeController;
  readonly session: LiveSession | undefined;
  readonly roles: RoomRoles | undefined;
  /** Releases the line. */
  readonly close: () => void;
  /** Shows a card and closes the previous one. */
  readonly openCard: (card: ProfileCard) => void;
}

/** Buttons to reply to a line, hide its sender, report it or moderate. Each is shown only if it is possible. */
export function lineActions(line: DanmakuLine, options: LineActionsOptions): readonly TemplateResult[] {
  const {localize, session, roles, close} = options;
  const {from, own, seq} = line;
  if (!from || own) return [];
  const terms = localize.locale.profileCard;
  const action = (label: string, run: () => void, spokenLabel = label) => {
    const press = () => {
      close();
      run();
    };
    return html`<button type="button" class="line-action" aria-label=${spokenLabel} @click=${press}>${label}</button>`;
  };
  const hideButton = action(terms.hide, () => hideSender(from), localize.term('hideSender', displayName(from)));
  if (!session || seq === undefined) return [hideButton];
  const comment = {...line, from, text: line.text || localize.term('image')};
  const replyButton = session.composer ? [action(terms.reply, () => void startReply(session, comment))] : [];
  const canModerate = moderates(session.userId, from.userId, roles);
  const showCard = async () => {
    const role = roleOf(from.userId, roles);
    const roleTerm = role && localize.term(role);
    const card = await createProfileCard(comment, {
      ...options,
      session,
      roleTerm,
      canModerate,
      composer: session.composer,
    });
    if (!canModerate) card.showReportForm();
    options.openCard(card);
  };
  // If the script does not load, the next press requests it again.
  const moreButton = action(canModerate ? terms.moderate : terms.report, () => void showCard().catch(() => undefined));
  return [...replyButton, hideButton, moreButton];
}

/** Starts a reply. Full screen ends first, because the composer is outside of it. */
async function startReply(session: LiveSession, target: ReplyTarget): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  session.composer?.replyTo(target);
}

function hideSender(from: Sender): void {
  hiddenContent.change({people: [...hiddenContent.current.people, {userId: from.userId, nick: displayName(from)}]});
}
