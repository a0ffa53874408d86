import {createContext} from '@lit/context';
import type {LiveSession} from './live-session.js';

/** By this name widgets find their room's session. Two copies of us on one page share it while they speak the same major. */
export const sessionContext = createContext<LiveSession>(Symbol.for('live-room/session@1'));
