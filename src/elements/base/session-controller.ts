import type {ContextCallback} from '@lit/context';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {sessionContext} from '../../session/context.js';
import type {SessionEvents} from '../../session/state/session-events.js';
import type {LiveSession} from '../../session/live-session.js';
import type {LiveState} from '../../session/state/live-state.js';
import {NativeEvent} from './native-event.js';
import {shallowEqual} from './shallow-equal.js';

export type SessionHost = ReactiveControllerHost & HTMLElement & {readonly room: string};

/**
 * The members of a controller that the parts of its element use: the session, the selected part of its state, the
 * service's clock.
 */
export type Live<T> = Pick<SessionController<T>, 'session' | 'value' | 'now'>;

/**
 * Finds the session that an element belongs to, and follows one selected part of its state.
 *
 * The session comes from the element that `room` names, or from the nearest
 * enclosing `<live-room>`. Either may be added, upgraded or removed later.
 */
export class SessionController<T> implements ReactiveController {
  readonly #host: SessionHost;
  readonly #select: (state: LiveState) => T;
  #session: LiveSession | undefined;
  #value: T | undefined;
  #unsubscribeContext: (() => void) | undefined;
  #subscription: AbortController | undefined;
  readonly #listeners: [keyof SessionEvents, (message: never) => void][] = [];

  constructor(host: SessionHost, select: (state: LiveState) => T) {
    this.#host = host;
    this.#select = select;
    host.addController(this);
  }

  /** Undefined while there is no room. */
  get session(): LiveSession | undefined {
    return this.#session;
  }

  /** The selected part of the state; undefined while there is no room. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Unix milliseconds by the service's clock, or by the browser's while there is no room. */
  readonly now = (): number => this.#session?.now() ?? Date.now();

  /** Listens to the session's events of one type while the host is connected. */
  on<F extends keyof SessionEvents>(type: F, listener: (message: SessionEvents[F]) => void): this {
    this.#listeners.push([type, listener]);
    return this;
  }

  hostConnected(): void {
    document.documentElement.addEventListener('context-provider', this.#handleProvider);
    this.resolve();
  }

  hostDisconnected(): void {
    document.documentElement.removeEventListener('context-provider', this.#handleProvider);
    this.#setSession(undefined);
  }

  /** Looks for the session again. The host calls it when its `room` changes. */
  resolve(): void {
    const {room} = this.#host;
    const from = room ? this.#byId(room) : this.#host;
    let provided = false;
    const handleSession: ContextCallback<LiveSession> = (session, unsubscribe) => {
      provided = true;
      if (unsubscribe !== this.#unsubscribeContext) this.#unsubscribeContext?.();
      this.#unsubscribeContext = unsubscribe;
      this.#setSession(session);
    };
    // The same event as that of @lit/context, which extends the page's `Event`. The page may have replaced `Event`.
    const request = new NativeEvent('context-request', {bubbles: true, composed: true});
    const details = {context: sessionContext, contextTarget: this.#host, callback: handleSession, subscribe: true};
    from?.dispatchEvent(Object.assign(request, details));
    if (!provided) this.#setSession(undefined);
  }

  readonly #handleProvider = (event: HTMLElementEventMap['context-provider']) => {
    if (event.context === sessionContext) this.resolve();
  };

  #byId(id: string): Element | null {
    const root = this.#host.getRootNode() as Document | ShadowRoot;
    return root.getElementById?.(id) ?? document.getElementById(id);
  }

  #setSession(session: LiveSession | undefined): void {
    if (session === this.#session) return;
    this.#subscription?.abort();
    if (!session) {
      this.#unsubscribeContext?.();
      this.#unsubscribeContext = undefined;
    }
    this.#session = session;
    this.#value = session && this.#select(session.state);
    this.#host.requestUpdate();
    if (!session) return;

    const {signal} = (this.#subscription = new AbortController());
    session.subscribe(() => this.#handleStateChange(session), {signal});
    session.on('clockCorrected', () => this.#host.requestUpdate(), {signal});
    for (const [type, listener] of this.#listeners) session.on(type, listener as (message: unknown) => void, {signal});
  }

  #handleStateChange(session: LiveSession): void {
    const next = this.#select(session.state);
    if (shallowEqual(this.#value, next)) return;
    this.#value = next;
    this.#host.requestUpdate();
  }
}
