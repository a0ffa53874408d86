/** Long polls: what guests, and members in poll mode, hear by. */
import type {App} from './app.ts';
import type {Body} from './body.ts';
import {Code, Refusal} from './codes.ts';
import type {Connection} from './connection.ts';
import type {Group} from './group.ts';

/** The SDK asks for 90 s but gives up after 15 (measured with 3.6.6). */
const HOLD_MS = 10_000;
const MAX_HELD_PER_CONNECTION = 8;

/** A poll on hold. */
export interface Waiter {
  /** Answers if there is something to hear by now. */
  readonly tryAnswer: () => void;
  /** Answers in any case. */
  readonly end: () => void;
}

/** How far a poller has heard. It travels in the poll's Key, so that a lost answer loses nothing. */
export interface Position {
  readonly groupId: string;
  readonly seq: number;
  readonly broadcast: number;
}

export function sealPosition({groupId, seq, broadcast}: Position): string {
  return Buffer.from(JSON.stringify([groupId, seq, broadcast])).toString('base64url');
}

export function openPosition(key: string): Position {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(key, 'base64url').toString());
  } catch {
    parts = undefined; // Refused below, as any other key we did not make.
  }
  const [groupId, seq, broadcast] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (typeof groupId !== 'string' || !isPosition(seq) || !isPosition(broadcast)) {
    throw new Refusal(Code.BAD_PARAMETER, 'Key is not one of ours');
  }
  return {groupId, seq, broadcast};
}

/** Where one who joins now begins to hear. */
export function startingPosition(app: App, group: Group): Position {
  return {groupId: group.id, seq: group.lastSeq + 1, broadcast: app.broadcasts.lastSeq + 1};
}

/** The answer to a poll: at once if there is news, else when there is, else empty after the hold. */
export function poll(app: App, connection: Connection, group: Group, from: Position): Body | Promise<Body> {
  const position = {
    groupId: group.id,
    seq: Math.min(from.seq, group.lastSeq + 1),
    broadcast: Math.min(from.broadcast, app.broadcasts.lastSeq + 1),
  };
  const userId = connection.identity?.account.userId;
  const news = () => hear(app, group, position, userId);
  const first = news();
  if (isNews(first)) return first;

  const oldest = connection.waiters.values().next().value;
  if (oldest && connection.waiters.size >= MAX_HELD_PER_CONNECTION) oldest.end();
  return new Promise((resolve) => {
    const finish = (answer: Body) => {
      clearTimeout(timer);
      connection.waiters.delete(waiter);
      group.waiters.delete(waiter);
      resolve(answer);
    };
    const waiter: Waiter = {
      tryAnswer: () => {
        const answer = news();
        if (isNews(answer)) finish(answer);
      },
      end: () => finish(news()),
    };
    const timer = setTimeout(waiter.end, HOLD_MS);
    connection.waiters.add(waiter);
    group.waiters.add(waiter);
  });
}

/** The answer to one who is no longer in: what was said to it by name, such as that it was banned. Undefined if nothing was. */
export function hearLastWords(group: Group, from: Position, userId: string): Body | undefined {
  const items = group.log.addressed(from.seq, userId);
  if (items.length === 0) return undefined;
  const next = group.lastSeq + 1;
  return {Key: sealPosition({...from, seq: next}), NextSeq: next, RspMsgList: items, HoldTime: HOLD_MS / 1_000};
}

export function wakePolls(group: Group): void {
  for (const waiter of [...group.waiters]) waiter.tryAnswer();
}

function hear(app: App, group: Group, position: Position, userId: string | undefined): Body {
  const {items, next} = group.log.since(position.seq, {userId, mode: 'poll'}, group.lastSeq);
  const broadcasts = app.broadcasts.since(position.broadcast);
  const nextBroadcast = app.broadcasts.lastSeq + 1;
  return {
    Key: sealPosition({groupId: group.id, seq: next, broadcast: nextBroadcast}),
    NextSeq: next,
    RspMsgList: items,
    HoldTime: HOLD_MS / 1_000,
    NextBroadcastSeq: nextBroadcast,
    RspBroadcastMsgList: broadcasts,
  };
}

function isNews({RspMsgList, RspBroadcastMsgList}: Body): boolean {
  return [RspMsgList, RspBroadcastMsgList].some((list) => Array.isArray(list) && list.length > 0);
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
