import {displayName} from '../../../protocol/display-name.js';
import type {LiveSession} from '../../../session/live-session.js';
import type {Sender} from '../../../protocol/messages.js';
import type {Answered} from '../../../session/answered.js';
import type {RoomComposer} from '../../../session/live-feeds.js';
import type {LocalizeController} from '../localize-controller.js';
import {viewerFilters} from '../viewer-filters.js';
import type {PersonCard} from './person-card.js';
import {lazy} from '../../../session/lazy.js';

const loadCard = lazy(() => import('./person-card.js'));

export interface MakeCardOptions {
  readonly root: ShadowRoot;
  readonly text: LocalizeController;
  /** What the speaker is in the room, in words. */
  readonly mark: string | undefined;
  readonly session: LiveSession | undefined;
  /** The viewer keeps order here. */
  readonly moderates: boolean;
  /** Undefined where nothing can be written. */
  readonly composer: RoomComposer | undefined;
}

/** A line, and who said it. */
export interface Spoken extends Answered {
  readonly from: Sender;
  readonly own: boolean;
}

/** Makes the card of whoever said a line, with what can be done about it. Rejects when the script for it does not come. */
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
    lang: text.lang,
    words: text.locale.person,
    person: from,
    mark,
    own,
    filters: viewerFilters,
    mention: writes && (() => writes.mention(displayName(from))),
    reply: writes && seq !== undefined ? () => writes.answer(line) : undefined,
    moderate: !own && session && moderates ? (order) => session.moderate(order) : undefined,
    seq,
    report: !own && session && seq !== undefined ? (reason) => session.report(seq, reason) : undefined,
  });
}
