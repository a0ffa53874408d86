import {html, nothing} from 'lit';
import {LiveError} from '../../protocol/errors.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {ensureSignedIn} from '../base/ensure-signed-in.js';
import {tokens} from '../base/tokens.js';
import {lazy} from '../../session/lazy.js';
import type {PollView} from './poll-view.js';

const loadPollView = lazy(() => import('./poll-view.js'));

/**
 * Shows the room's poll: the question, its answers, and the votes so far. Without a poll it renders nothing.
 *
 * @tag live-poll
 * @summary A question of the operator, with the viewers' votes.
 * @status stable
 * @since 0.1
 *
 * @fires {LiveEvent<'live-poll-open'>} live-poll-open - A poll was opened.
 * @fires {LiveEvent<'live-poll-vote'>} live-poll-vote - The viewer votes. Cancel it and nothing is sent.
 * @fires {LiveEvent<'live-poll-close'>} live-poll-close - The poll was closed.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest wants to vote. Cancel it and sign in your own way.
 * @fires {LiveEvent<'live-error'>} live-error - The vote was refused, or the server did not respond.
 *
 * @csspart question - The question.
 * @csspart option - An answer: a button while the poll is open.
 * @csspart bar - The share of an answer.
 * @csspart total - The number of votes.
 *
 * @cssstate open - The viewer can vote.
 * @cssstate voted - The viewer has voted.
 * @cssstate closed - The result is shown.
 */
export class LivePoll extends RoomWidget {
  static override readonly tag: string = 'live-poll';
  static override styles = tokens;

  protected readonly live = new SessionController(this, ({room: {info}, connection: {roomId}}) => ({
    received: info?.poll,
    roomId,
  })).on('poll', ({content}) => this.#receive(content.fields));

  readonly #localize = new LocalizeController(this);
  readonly #viewModule = new LazyModule(this, loadPollView);
  #view: PollView | undefined;
  #roomId: string | undefined;
  #received: unknown;
  #latest: unknown;
  /** True if the poll was open when the viewer joined: the viewer may have voted before. */
  #wasOpen = false;

  /**
   * Votes for an answer, or changes the vote. A guest is signed in first. Resolves when the server has counted the vote
   * or the page cancelled it. Rejects with a `LiveError`.
   */
  async vote(optionId: string): Promise<void> {
    const {session} = this.live;
    const poll = this.#view?.poll;
    if (!session || !poll) throw new LiveError('NOT_JOINED', 'there is no poll');
    const {pollId} = poll;
    if (poll.phase === 'closed' || !poll.options.some(({id}) => id === optionId))
      throw new LiveError('REFUSED', `poll "${pollId}" is closed or has no answer "${optionId}"`);
    if (!(await ensureSignedIn(this, session, 'vote'))) return;
    if (!this.fire('live-poll-vote', {pollId, optionId}, {cancelable: true})) return;
    await session.request(`/polls/${encodeURIComponent(pollId)}/votes`, {body: {optionId}});
    this.#view?.voted(pollId, optionId);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.stop();
  }

  protected override render() {
    const {received, roomId} = this.live.value ?? {};
    if (roomId !== this.#roomId) {
      this.#roomId = roomId;
      this.#latest = undefined;
      this.#view?.receive(undefined);
    }
    if (received !== this.#received) {
      this.#latest = this.#received = received;
      this.#wasOpen = received !== undefined;
    }
    const module = this.#latest === undefined ? undefined : this.#viewModule.module;
    if (module) {
      this.#view ??= new module.PollView({
        localize: this.#localize,
        vote: (optionId) => this.vote(optionId),
        update: () => this.requestUpdate(),
        fire: (type, detail) => this.fire(type, detail),
      });
      this.#view.receive(this.#latest);
      this.#latest = undefined;
      if (this.#wasOpen) void this.#loadVote(this.#view);
      this.#wasOpen = false;
    }
    const state = this.#view?.state;
    this.toggleState('open', state === 'open');
    this.toggleState('closed', state === 'closed');
    this.toggleState('voted', !!state && !!this.#view?.vote);
    return html`${this.#view?.render() ?? nothing}`;
  }

  /** Loads the vote that the viewer gave before a reload of the page. */
  async #loadVote(view: PollView): Promise<void> {
    const {session} = this.live;
    const {poll} = view;
    if (!session?.userId || !poll || poll.phase === 'closed' || view.vote) return;
    try {
      const response = await session.request(`/polls/${encodeURIComponent(poll.pollId)}`, {
        authorized: true,
        fresh: true,
      });
      const {vote} = Object(response) as {readonly vote?: unknown};
      const option = poll.options.find(({id}) => id === vote);
      if (option && !view.vote) view.voted(poll.pollId, option.id);
    } catch {
      // Without a response the poll shows no vote. The viewer can vote again.
    }
  }

  #receive(poll: unknown): void {
    if (this.#view) this.#view.receive(poll);
    else this.#latest = poll;
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-poll': LivePoll;
  }
}
