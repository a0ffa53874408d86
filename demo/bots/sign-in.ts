import type {BotSession} from './bots.ts';
import type {Persona} from './personas.ts';
import type {TokenStore} from './token-store.ts';

export interface SignInOptions {
  /** `http://…/api` */
  readonly apiUrl: string;
  /** The absolute URL of the folder of the avatars. */
  readonly mediaUrl: string;
  readonly roomId: string;
  readonly tokens: TokenStore;
}

const TIMEOUT_MS = 15_000;

interface SessionResponse extends BotSession {
  readonly token: string;
}

/** Signs in as a page does: as the earlier viewer if there is a token, else as a new one with the persona's nick. */
export async function signIn(
  {nick, avatar}: Persona,
  {apiUrl, mediaUrl, roomId, tokens}: SignInOptions,
): Promise<BotSession> {
  const token = tokens.get(nick);
  const response = await fetch(`${apiUrl}/session`, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...(token && {authorization: `Bearer ${token}`})},
    body: JSON.stringify({roomId, nick, avatar: `${mediaUrl}/avatars/${avatar}`}),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 401) tokens.delete(nick); // The database was reset: the next attempt registers a new viewer.
  if (!response.ok) throw new Error(`POST /api/session answered ${response.status}: ${await response.text()}`);
  const session = (await response.json()) as SessionResponse;
  tokens.set(nick, session.token);
  return session;
}
