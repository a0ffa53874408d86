import {displayName} from '../../protocol/display-name.js';
import type {LiveSession} from '../../session/live-session.js';
import type {Sender} from '../../protocol/messages.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import type {RoomComposer} from '../../session/state/session-events.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {viewerFilters} from '../message-list/viewer-filters.js';
import type {PersonCard} from './profile-card.js';
import {lazy} from '../../session/lazy.js';

const loadCard = lazy(() => import('./profile-card.js'));

export interface MakeCardOptions {
  readonly root: ShadowRoot;
  readonly text: LocalizeController;
  /** Name of the speaker's role in the room. */
  readonly mark: string | undefined;
  readonly session: LiveSession | undefined;
  /** True if the viewer may moderate the speaker. */
  readonly moderates: boolean;
  /** Undefined if the viewer cannot write. */
  readonly composer: RoomComposer | undefined;
}

/** A line with its author. */
export interface Spoken extends ReplyTarget {
  readonly from: Sender;
  readonly own: boolean;
}

/** Creates the card of a line's author, with the actions that are possible. Rejects if its script fails to load. */
export async function makeCard(
  line: Spoken,
  {root, text, mark, session, moderates, composer}: MakeCardOptions,
): Promise<PersonCard> {
  const {PersonCard: Card, styles: look} = await loadCard();
  const {from, own, seq} = line;
  const writes = own ? undefined : composer;
  return new Card({
    root,
    look,
    text,
    person: from,
    mark,
    own,
    filters: viewerFilters,
    mention: writes && (() => writes.mention(displayName(from))),
    reply: writes && seq !== undefined ? () => writes.replyTo(line) : undefined,
    moderate: !own && session && moderates ? (order) => session.moderate(order) : undefined,
    seq,
    report: !own && session && seq !== undefined ? (reason) => session.report(seq, reason) : undefined,
  });
}
