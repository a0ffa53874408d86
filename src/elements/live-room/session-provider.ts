import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {sessionContext} from '../../session/context.js';
import {NativeEvent} from '../shared/native-event.js';
import type {LiveSession} from '../../session/live-session.js';

/**
 * Answers the pieces that ask for their room's session, and announces itself to those that asked too early.
 *
 * A room's session is one for life, so there is nothing to notify later. Lit's own provider also swallows the
 * announcement of a room within a room, which pieces named to that room by `room` wait for (1.1.6).
 */
export class SessionProvider implements ReactiveController {
  readonly #host: HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement, session: LiveSession) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('context-request', (event) => {
      if (event.context !== sessionContext) return;
      event.stopPropagation();
      event.callback(session);
    });
  }

  hostConnected(): void {
    const announcement = new NativeEvent('context-provider', {bubbles: true, composed: true});
    this.#host.dispatchEvent(Object.assign(announcement, {context: sessionContext, contextTarget: this.#host}));
  }
}
