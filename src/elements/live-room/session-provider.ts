import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {sessionContext} from '../../session/context.js';
import {NativeEvent} from '../base/native-event.js';
import type {LiveSession} from '../../session/live-session.js';

/**
 * Provides the session to elements that request it, and announces itself to elements that requested it too early.
 *
 * A room keeps one session for its lifetime, so it never announces another. Lit's own provider (1.1.6) also stops the
 * announcement of a room within a room, for which elements with a `room` attribute wait.
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
