/** The business server and the local cloud, as the operator calls them. */

const ANSWER_MS = 15_000;

/** A call that was not done: `code` as the contract has it, `UNREACHABLE` when nobody answered. */
export class Refusal extends Error {
  constructor(code, message = '', retryAfter = undefined) {
    super(message);
    this.code = code;
    /** Seconds. */
    this.retryAfter = retryAfter;
  }
}

export class Server {
  #platform;
  #token;

  /** @param platform Its origin. */
  constructor(platform, token) {
    this.#platform = platform;
    this.#token = token;
  }

  get apiUrl() {
    return `${this.#platform}/api`;
  }

  /** Calls as the operator, `/rooms/demo/…`. Resolves with the answer, undefined where there is none. */
  call(method, path, body) {
    return ask(this.apiUrl + path, {
      method,
      headers: {Authorization: `Bearer ${this.#token}`, ...(body && {'Content-Type': 'application/json'})},
      ...(body && {body: JSON.stringify(body)}),
    });
  }

  /** Makes the local cloud misbehave. */
  fault(faults) {
    const body = JSON.stringify(faults);
    const headers = {'Content-Type': 'application/json', 'X-Local-Cloud': '1'};
    return ask(`${this.#platform}/cloud/im/faults`, {method: 'POST', headers, body});
  }

  restoreCloud() {
    return ask(`${this.#platform}/cloud/im/faults`, {method: 'DELETE', headers: {'X-Local-Cloud': '1'}});
  }

  companyRate() {
    return ask('/studio/bots', {});
  }

  setCompanyRate(messagesPerSecond) {
    const headers = {'Content-Type': 'application/json'};
    return ask('/studio/bots', {method: 'PUT', headers, body: JSON.stringify({messagesPerSecond})});
  }
}

async function ask(url, init) {
  let response;
  let text;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ANSWER_MS);
  try {
    response = await fetch(url, {...init, credentials: 'omit', signal: late.signal});
    text = await response.text();
  } catch {
    throw new Refusal('UNREACHABLE');
  } finally {
    clearTimeout(timer);
  }
  const answer = parsed(text);
  if (response.ok) return answer;
  const {code, message} = typeof answer?.error === 'object' ? answer.error : {message: answer?.error ?? text};
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  throw new Refusal(String(code ?? `HTTP ${response.status}`), String(message ?? '').slice(0, 300), retryAfter);
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined; // Not JSON: the status tells what there is to tell.
  }
}
