import type {LiveSession} from '../../../session/live-session.js';
import type {LazyHost} from '../../base/lazy-module.js';

/** The room, as the pieces of its default layout use it. */
export type LayoutRoom = HTMLElement & LazyHost & {readonly session: LiveSession};
