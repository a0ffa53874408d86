import {createContext} from '@lit/context';
import type {LiveSession} from './live-session.js';

/**
 * The context by which elements find their room's session. Two copies of this library on one page share it if they have
 * the same major version.
 */
export const sessionContext = createContext<LiveSession>(Symbol.for('live-room/session@1'));
