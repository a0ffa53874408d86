/** Script of a visitor's page: records events and arrivals, and finds lines, for its test. */

/** An event of the library that reached the document. */
export interface SeenEvent {
  readonly type: string;
  readonly code?: string;
  readonly status?: string;
  readonly text?: string;
  /** Type of the message, of `live-message` only. */
  readonly messageType?: string;
  readonly avatar?: string;
}

/** First time that a comment was a danmaku line, and first time that it was in the list: Unix milliseconds. */
export interface Arrival {
  readonly flying: number;
  readonly listed: number;
}

/** A line's text, and the middle of its box. */
interface LineInView {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface PageGlobals {
  readonly seenEvents: SeenEvent[];
  /** Time of Enter's last keydown: Unix milliseconds. */
  enterAt: number;
  arrival(text: string): Promise<Arrival>;
  /** Pauses the lines if one, or the line with this text, is completely in view, and returns it. */
  holdLine(text?: string): LineInView | undefined;
  releaseLines(): void;
}

/** Runs in the page before the page's own scripts. */
export function watchPage(): void {
  const globals = globalThis as unknown as PageGlobals;
  const seenEvents: SeenEvent[] = [];
  interface Detail {
    error?: {code: string};
    status?: string;
    text?: string;
    message?: {type: string; text?: string; from: {avatar: string}};
  }
  const read = ({error, status, text, message}: Detail) => ({
    ...(error && {code: error.code}),
    ...(status && {status}),
    ...(text && {text}),
    ...(message && {messageType: message.type, text: message.text ?? '', avatar: message.from.avatar}),
  });
  const types = ['status-change', 'error', 'login-needed', 'say', 'said', 'message'].map((name) => `live-${name}`);
  for (const type of types) {
    addEventListener(type, (event) => seenEvents.push({type, ...read((event as CustomEvent<Detail>).detail)}));
  }
  const onKey = ({key}: KeyboardEvent) => {
    if (key === 'Enter') globals.enterAt = Date.now();
  };
  addEventListener('keydown', onKey, true);

  const within = (root: ParentNode, selector: string): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches(selector) ? [element] : []),
      ...(element.shadowRoot ? within(element.shadowRoot, selector) : []),
    ]);
  const shows = (part: string, text: string) =>
    within(document, `[part~=${part}]`).some(({textContent}) => textContent === text);
  const arrival = (text: string) =>
    new Promise<Arrival>((resolve, reject) => {
      const deadline = performance.now() + 60_000;
      let flying = 0;
      let listed = 0;
      const check = () => {
        if (!flying && shows('line', text)) flying = Date.now();
        if (!listed && shows('text', text)) listed = Date.now();
        if (flying && listed) resolve({flying, listed});
        else if (performance.now() > deadline) reject(new Error(`flying: ${!!flying}, listed: ${!!listed}`));
        else requestAnimationFrame(check);
      };
      check();
    });
  const pauseLines = (paused: boolean) => {
    for (const layer of within(document, 'danmaku-layer')) Object.assign(layer, {paused});
  };
  const holdLine = (wanted?: string) => {
    for (const line of within(document, '[part~=line]')) {
      const text = line.textContent;
      const {left, right, top, width, height} = line.getBoundingClientRect();
      if (!width || left < 20 || right > 800 || (wanted ?? text) !== text) continue;
      pauseLines(true);
      return {text, x: left + width / 2, y: top + height / 2};
    }
    return undefined;
  };
  Object.assign(globals, {seenEvents, enterAt: 0, arrival, holdLine, releaseLines: () => pauseLines(false)});
}
