import type {LiveSession} from '../../session/live-session.js';
import {LiveEvent} from './events.js';

/** Whoever asks while a guest is being signed in waits for the same. */
const signingIn = new WeakMap<LiveSession, Promise<void>>();

/**
 * Makes a viewer of a guest who wants to do something; everybody else goes on at once. Fires `live-login-needed`, then
 * signs in by the session: rejects with `LOGIN_NEEDED` where only the page can.
 *
 * @param action What the guest wants, as the event names it.
 * @returns Whether to go on: not when the page cancelled the event to sign the guest in its own way.
 */
export async function signedIn(element: HTMLElement, session: LiveSession, action: string): Promise<boolean> {
  const {userId, status} = session;
  if (userId || (status !== 'joined' && status !== 'reconnecting')) return true;
  let promise = signingIn.get(session);
  if (!promise) {
    if (!element.dispatchEvent(new LiveEvent('live-login-needed', {action}, {cancelable: true}))) return false;
    promise = session.signIn().finally(() => signingIn.delete(session));
    signingIn.set(session, promise);
  }
  await promise;
  return true;
}
