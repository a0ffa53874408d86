import {displayName} from '../../protocol/text/display-name.js';
import type {Comment} from '../../session/state/slices/comments.js';
import type {LiveState} from '../../session/state/live-state.js';

/** Selects the part of the session's state that the chat depends on. */
export function selectChatRoomState({comments, connection, viewer, room}: LiveState) {
  return {
    list: comments.list,
    history: comments.history,
    pin: room.pin,
    listDropped: comments.listDropped,
    danmakuDropped: comments.danmakuDropped,
    status: connection.status,
    roomId: connection.roomId,
    error: connection.error,
    userId: viewer.profile?.userId,
    speakingDisabled: room.speakingDisabled,
    speakingDisabledUntil: viewer.speakingDisabledUntil,
    speakingDisabledReason: viewer.speakingDisabledReason,
    slowModeUntilMs: viewer.slowModeUntilMs,
    slowModeS: room.slowModeS,
    hostId: room.host?.userId,
    operators: room.operators,
  };
}

/** Names of the authors of the comments, the latest first, without the viewer. */
export function recentAuthors(comments: readonly Comment[] = []): string[] {
  return comments
    .filter(({own}) => !own)
    .map(({from}) => displayName(from))
    .reverse();
}
