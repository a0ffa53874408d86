/** Long polls of guests and of members in poll mode. */
import type {App} from '../app.ts';
import type {Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import type {Connection} from '../state/connection.ts';
import type {Group} from '../state/group.ts';
import type {PendingPoll} from '../state/pending-poll.ts';

/** Time for which a poll is held. The SDK requests 90 s but times out after 15 s (measured with 3.6.6). */
const HOLD_MS = 10_000;
const MAX_HELD_PER_CONNECTION = 8;

/** The position of a poller. It is encoded in the poll's `Key`, so that a lost response loses no event. */
export interface Position {
  readonly groupId: string;
  readonly seq: number;
  readonly broadcast: number;
}

export function encodePosition({groupId, seq, broadcast}: Position): string {
  return Buffer.from(JSON.stringify([groupId, seq, broadcast])).toString('base64url');
}

export function decodePosition(key: string): Position {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(key, 'base64url').toString());
  } catch {
    parts = undefined; // Refused below, like every other invalid key.
  }
  const [groupId, seq, broadcast] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (typeof groupId !== 'string' || !isPosition(seq) || !isPosition(broadcast)) {
    throw new Refusal(Code.BAD_PARAMETER, 'Key is invalid');
  }
  return {groupId, seq, broadcast};
}

/** @returns The position of a user who joins now. */
export function startingPosition(app: App, group: Group): Position {
  return {groupId: group.id, seq: group.lastSeq + 1, broadcast: app.broadcasts.lastSeq + 1};
}

/** @returns The response to a poll: at once if there are events, else with the next event, else empty after the hold. */
export function poll(app: App, connection: Connection, group: Group, from: Position): Body | Promise<Body> {
  const position = {
    groupId: group.id,
    seq: Math.min(from.seq, group.lastSeq + 1),
    broadcast: Math.min(from.broadcast, app.broadcasts.lastSeq + 1),
  };
  const userId = connection.identity?.account.userId;
  const news = () => eventsSince(app, group, position, userId);
  const first = news();
  if (hasEvents(first)) return first;

  const oldest = connection.pendingPolls.values().next().value;
  if (oldest && connection.pendingPolls.size >= MAX_HELD_PER_CONNECTION) oldest.end();
  return new Promise((resolve) => {
    const finish = (response: Body) => {
      clearTimeout(timer);
      connection.pendingPolls.delete(waiter);
      group.pendingPolls.delete(waiter);
      resolve(response);
    };
    const waiter: PendingPoll = {
      respondIfNew: () => {
        const response = news();
        if (hasEvents(response)) finish(response);
      },
      end: () => finish(news()),
    };
    const timer = setTimeout(waiter.end, HOLD_MS);
    connection.pendingPolls.add(waiter);
    group.pendingPolls.add(waiter);
  });
}

/** @returns Events addressed to a user who is no longer a member, such as a ban; undefined if there are none. */
export function eventsForFormerMember(group: Group, from: Position, userId: string): Body | undefined {
  const items = group.log.eventsFor(from.seq, userId);
  if (items.length === 0) return undefined;
  const next = group.lastSeq + 1;
  return {Key: encodePosition({...from, seq: next}), NextSeq: next, RspMsgList: items, HoldTime: HOLD_MS / 1_000};
}

export function answerPendingPolls(group: Group): void {
  for (const waiter of [...group.pendingPolls]) waiter.respondIfNew();
}

function eventsSince(app: App, group: Group, position: Position, userId: string | undefined): Body {
  const {items, next} = group.log.since(position.seq, {userId, mode: 'poll'}, group.lastSeq);
  const broadcasts = app.broadcasts.since(position.broadcast);
  const nextBroadcast = app.broadcasts.lastSeq + 1;
  return {
    Key: encodePosition({groupId: group.id, seq: next, broadcast: nextBroadcast}),
    NextSeq: next,
    RspMsgList: items,
    HoldTime: HOLD_MS / 1_000,
    NextBroadcastSeq: nextBroadcast,
    RspBroadcastMsgList: broadcasts,
  };
}

function hasEvents({RspMsgList, RspBroadcastMsgList}: Body): boolean {
  return [RspMsgList, RspBroadcastMsgList].some((list) => Array.isArray(list) && list.length > 0);
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
