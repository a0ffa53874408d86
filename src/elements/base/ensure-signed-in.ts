import type {LiveSession} from '../../session/live-session.js';
import {LiveEvent} from './events.js';

/** Sign-ins in progress. Further calls for a session wait for the same sign-in. */
const signingIn = new WeakMap<LiveSession, Promise<void>>();

/**
 * Signs a guest in before an action; for others it resolves at once. It fires `live-login-needed`, then signs in with the
 * session. Rejects with `LOGIN_NEEDED` if only the page can sign the guest in.
 *
 * @param action Name of the action, as the event has it.
 * @returns False if the page cancelled the event to sign the guest in its own way; the action must then not run.
 */
export async function ensureSignedIn(element: HTMLElement, session: LiveSession, action: string): Promise<boolean> {
  const {userId, status} = session;
  if (userId || (status !== 'joined' && status !== 'reconnecting')) return true;
  let pending = signingIn.get(session);
  if (!pending) {
    if (!element.dispatchEvent(new LiveEvent('live-login-needed', {action}, {cancelable: true}))) return false;
    pending = session.signIn().finally(() => signingIn.delete(session));
    signingIn.set(session, pending);
  }
  await pending;
  return true;
}
