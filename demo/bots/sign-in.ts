import type {Admission} from './company.ts';
import type {Persona} from './personas.ts';
import type {Tokens} from './tokens.ts';

export interface SignInOptions {
  /** `http://…/api` */
  readonly apiUrl: string;
  /** Where the drawn avatars are, absolute. */
  readonly mediaUrl: string;
  readonly roomId: string;
  readonly tokens: Tokens;
}

const ANSWER_MS = 15_000;

interface SessionAnswer extends Admission {
  readonly token: string;
}

/** A session as a page takes one: the viewer of before when there is a token, else a new one under the persona's name. */
export async function signIn(
  {nick, avatar}: Persona,
  {apiUrl, mediaUrl, roomId, tokens}: SignInOptions,
): Promise<Admission> {
  const token = tokens.of(nick);
  const response = await fetch(`${apiUrl}/session`, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...(token && {authorization: `Bearer ${token}`})},
    body: JSON.stringify({roomId, nick, avatar: `${mediaUrl}/avatars/${avatar}`}),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (response.status === 401) tokens.forget(nick); // The database was emptied: next time as somebody new.
  if (!response.ok) throw new Error(`POST /api/session answered ${response.status}: ${await response.text()}`);
  const answer = (await response.json()) as SessionAnswer;
  tokens.keep(nick, answer.token);
  return answer;
}
