import type {Locale} from './locale.js';

const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const en: Locale = {
  chat: 'Chat',
  commentPlaceholder: 'Say something…',
  commentLabel: 'Your comment',
  send: 'Send',
  noComments: 'No comments yet. Say hello!',
  toLatest: (count) => (count ? `${count} new` : 'Latest'),
  newMessages: (count) => `${count} new ${plural(count, 'message', 'messages')}`,
  pending: 'Sending…',
  notSent: 'Not sent.',
  tryAgain: 'Try again',
  host: 'Host',
  operator: 'Staff',
  you: 'You',
  face: '[Sticker]',
  image: '[Picture]',
  sound: '[Voice]',
  video: '[Video]',
  mutedAll: 'Comments are closed for now',

  errors: {
    NOT_JOINED: 'You are not in the room.',
    JOIN_FAILED: 'The room could not be entered.',
    ROOM_NOT_FOUND: 'This live room does not exist.',
    ROOM_ENDED: 'This live room has closed.',
    SIGNATURE_INVALID: 'Your sign-in is not valid. Please sign in again.',
    SIGNATURE_EXPIRED: 'Your sign-in has run out. Please sign in again.',
    KICKED_OUT: 'You were removed, or entered this room elsewhere.',
    BANNED: 'You can no longer enter this room.',
    MUTED: 'You cannot comment at the moment.',
    TOO_FAST: 'A little slower, please.',
    TOO_LONG: 'This is too long to send.',
    REFUSED: 'This was not accepted.',
    LOGIN_NEEDED: 'You are watching as a guest.',
    CONNECTION_LOST: 'No connection. Please try again.',
    BACKEND_UNAVAILABLE: 'The live service does not answer.',
    UNSUPPORTED_BROWSER: 'This browser is too old for live rooms. Please update it.',
    BAD_CONFIG: 'This live room is not set up correctly.',
  },

  joining: 'Entering the room…',
  reconnecting: 'Connection lost. Reconnecting…',
  idle: 'The room is not open yet.',
  left: 'You have left the room.',

  watching: (count, n) => `${count} ${plural(n, 'viewer', 'viewers')}`,
  live: 'Live',
  upcoming: 'Soon',
  paused: 'Paused',
  ended: 'Ended',

  hideComments: 'Pause flying comments',
  showComments: 'Resume flying comments',
};
