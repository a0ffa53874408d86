import {displayName} from '../../protocol/text/display-name.js';
import type {LiveSession} from '../../session/live-session.js';
import type {Sender} from '../../protocol/messages.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import type {RoomComposer} from '../../session/state/session-events.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {hiddenContent} from '../message-list/hidden-content.js';
import type {ProfileCard} from './profile-card.js';
import {lazy} from '../../session/lazy.js';

const loadCard = lazy(() => import('./profile-card.js'));

export interface CreateProfileCardOptions {
  readonly root: ShadowRoot;
  readonly localize: LocalizeController;
  /** Name of the author's role in the room. */
  readonly roleTerm: string | undefined;
  readonly session: LiveSession | undefined;
  /** True if the viewer may moderate the author. */
  readonly canModerate: boolean;
  /** Undefined if the viewer cannot write. */
  readonly composer: RoomComposer | undefined;
}

/** A line with its author. */
export interface CommentRef extends ReplyTarget {
  readonly from: Sender;
  readonly own: boolean;
}

/** Creates the card of a line's author, with the actions that are possible. Rejects if its script fails to load. */
export async function createProfileCard(
  line: CommentRef,
  {root, localize, roleTerm, session, canModerate, composer}: CreateProfileCardOptions,
): Promise<ProfileCard> {
  const {ProfileCard: Card, styles} = await loadCard();
  const {from, own, seq} = line;
  const reachableComposer = own ? undefined : composer;
  return new Card({
    root,
    styles,
    localize,
    person: from,
    roleTerm,
    own,
    hiddenContent,
    mention: reachableComposer && (() => reachableComposer.mention(displayName(from))),
    reply: reachableComposer && seq !== undefined ? () => reachableComposer.replyTo(line) : undefined,
    moderate: !own && session && canModerate ? (order) => session.moderate(order) : undefined,
    seq,
    report: !own && session && seq !== undefined ? (reason) => session.report(seq, reason) : undefined,
  });
}
