import {displayName} from '../../protocol/display-name.js';
import type {Sender} from '../../protocol/messages.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import type {LiveSession} from '../../session/live-session.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createButton} from '../base/dom.js';
import {makeCard} from '../profile-card/open-profile-card.js';
import type {PersonCard} from '../profile-card/profile-card.js';
import {moderates, standingOf} from '../profile-card/role-badge.js';
import {viewerFilters} from '../message-list/viewer-filters.js';
import type {DanmakuLine} from './line.js';
import type {Crew} from './room-lines.js';

export interface LineActionsOptions {
  /** Where a card opens. */
  readonly root: ShadowRoot;
  readonly text: LocalizeController;
  readonly session: LiveSession | undefined;
  readonly crew: Crew | undefined;
  /** Releases the line. */
  readonly done: () => void;
  /** Shows a card, in place of the one before. */
  readonly open: (card: PersonCard) => void;
}

/**
 * Buttons to answer a line, hide its sender, report it or moderate: each only where it is possible. This chunk shares no code with
 * the script that loads it.
 */
export function lineActions(line: DanmakuLine, options: LineActionsOptions): readonly HTMLElement[] {
  const {text, session, crew, done} = options;
  const {from, own, seq} = line;
  if (!from || own) return [];
  const words = text.locale.profileCard;
  const action = (label: string, deed: () => void) => {
    const press = () => {
      done();
      deed();
    };
    return createButton('act', press, label);
  };
  const hiding = action(words.hide, () => hide(from));
  hiding.setAttribute('aria-label', text.term('hidePerson', displayName(from)));
  if (!session || seq === undefined) return [hiding];
  const said = {...line, from, text: line.text || text.term('image')};
  const answering = session.composer ? [action(words.reply, () => void answer(session, said))] : [];
  const known = {hostId: crew?.host?.userId, operators: crew?.operators};
  const keepsOrder = moderates(session.userId, from.userId, known);
  const openCard = async () => {
    const standing = standingOf(from.userId, known);
    const mark = standing && text.term(standing);
    const card = await makeCard(said, {...options, session, mark, moderates: keepsOrder, composer: session.composer});
    if (!keepsOrder) card.ask();
    options.open(card);
  };
  // If the script does not load, the next press requests it again.
  const more = action(keepsOrder ? words.order : words.report, () => void openCard().catch(() => undefined));
  return [...answering, hiding, more];
}

/** Starts an answer. Full screen ends first, because the composer is outside of it. */
async function answer(session: LiveSession, said: ReplyTarget): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  session.composer?.replyTo(said);
}

function hide(from: Sender): void {
  viewerFilters.change({people: [...viewerFilters.current.people, {userId: from.userId, nick: displayName(from)}]});
}
