import type {Comment} from '../../../src/session/session.js';
import {Outcome} from '../base/outcome.ts';
import {ask} from '../base/question.ts';
import {number, t} from '../base/language.ts';
import {TermError} from '../base/error-text.ts';
import type {Server} from '../base/server.ts';

const BAN_S = 86_400;
const ACTIONS_MAX = 200;

/** The comment or the person that the operator chose. Without `seq` there is nothing to delete. */
export interface Target {
  readonly userId: string;
  readonly nick: string;
  readonly level?: number;
  readonly key?: string;
  readonly seq?: number | undefined;
  /** Unix seconds. */
  readonly time?: number;
  readonly comment?: Pick<Comment, 'kind' | 'text' | 'parts'>;
}

export type ActionKind = 'delete' | 'mute' | 'unmute' | 'ban' | 'unban';

/** An action of this tab. */
export interface Action {
  readonly id: number;
  readonly kind: ActionKind;
  readonly target: Target;
  readonly seconds: number;
  /** Unix seconds. */
  readonly at: number;
  readonly undone: boolean;
}

/** Chooses a comment or a person, deletes, mutes and bans, and stores these actions. Fires `change`. */
export class Moderation extends EventTarget {
  target: Target | undefined;
  /** The reason of the next mute or ban, as typed. */
  reason = '';
  /** The newest first. */
  actions: readonly Action[] = [];
  readonly outcome = new Outcome(() => this.#changed());
  readonly #server: Server;
  readonly #path: string;
  readonly #now: () => number;
  #ids = 0;
  #returnTo: HTMLElement | undefined;

  /** @param now Unix milliseconds by the service's clock. */
  constructor(server: Server, path: string, now: () => number) {
    super();
    this.#server = server;
    this.#path = path;
    this.#now = now;
  }

  /** @param returnTo Gets the focus when the person is closed. Default: the focus stays where it is. */
  choose(target: Target, returnTo?: HTMLElement): void {
    if (target.userId !== this.target?.userId) this.reason = '';
    this.target = target;
    this.#returnTo = returnTo;
    this.outcome.clear();
    this.#changed();
    if (returnTo) this.dispatchEvent(new Event('chosen'));
  }

  close(): void {
    this.target = undefined;
    this.#changed();
    if (this.#returnTo?.isConnected) this.#returnTo.focus();
  }

  /** End of the last mute or ban by this tab, in Unix seconds. Undefined if there is none. */
  penaltyOf(userId: string): {readonly kind: 'mute' | 'ban'; readonly until: number} | undefined {
    const last = this.actions.find(({kind, target}) => kind !== 'delete' && target.userId === userId);
    if (!last || (last.kind !== 'mute' && last.kind !== 'ban')) return undefined;
    const until = last.at + last.seconds;
    return until > this.#now() / 1_000 ? {kind: last.kind, until} : undefined;
  }

  async delete(): Promise<void> {
    const {target, outcome} = this;
    if (target?.seq === undefined) return outcome.fail(new TermError(target ? 'cannotDelete' : 'chooseFirst'));
    await outcome.once(
      `delete ${target.seq}`,
      async () => {
        await this.#server.call('DELETE', `${this.#path}/messages/${target.seq}`);
        this.#add('delete', target, 0);
      },
      () => t('deleted'),
    );
  }

  /** @param seconds 0 unmutes. */
  async mute(seconds: number, target = this.target): Promise<void> {
    if (!target) return this.outcome.fail(new TermError('chooseFirst'));
    const {reason} = this;
    await this.#penalize('mutes', seconds ? 'mute' : 'unmute', target, seconds, reason);
  }

  async ban(target = this.target): Promise<void> {
    if (!target) return;
    const {reason} = this;
    if (!(await ask(t('askBan', {name: nameOf(target)}), t('banDay')))) return;
    await this.#penalize('bans', 'ban', target, BAN_S, reason);
  }

  async unban(target = this.target): Promise<void> {
    if (target) await this.#penalize('bans', 'unban', target, 0, this.reason);
  }

  /** Lifts the mute or the ban of an action. */
  undo({kind, target}: Action): Promise<void> {
    return kind === 'ban' ? this.unban(target) : this.mute(0, target);
  }

  async #penalize(call: 'mutes' | 'bans', kind: ActionKind, target: Target, seconds: number, reason: string) {
    const {userId} = target;
    const done = ({mute: 'muted', unmute: 'unmuted', ban: 'banned', unban: 'unbanned'} as const)[
      kind as Exclude<ActionKind, 'delete'>
    ];
    const text = reason.trim();
    await this.outcome.latest(
      `${call} ${userId}`,
      async () => {
        await this.#server.call('POST', `${this.#path}/${call}`, {userId, seconds, ...(text && {reason: text})});
        this.#add(kind, target, seconds);
      },
      () => t(done, {name: nameOf(target), minutes: number(seconds / 60)}),
    );
  }

  #add(kind: ActionKind, target: Target, seconds: number): void {
    const lifted = ({unmute: 'mute', unban: 'ban'} as Readonly<Record<string, ActionKind>>)[kind];
    const before = this.actions.map((action) =>
      lifted && action.kind === lifted && action.target.userId === target.userId ? {...action, undone: true} : action,
    );
    const action = {id: ++this.#ids, kind, target, seconds, at: this.#now() / 1_000, undone: false};
    this.actions = [action, ...before].slice(0, ACTIONS_MAX);
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

export function nameOf({nick, userId}: Pick<Target, 'nick' | 'userId'>): string {
  return nick || userId;
}
