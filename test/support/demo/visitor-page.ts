/** Page object of one visitor in Chromium: actions, what is shown, and the traffic behind it. */
import type {LiveRoom} from '../../../src/elements/live-room/live-room.ts';
import type {Browser, BrowserContext, BrowserContextOptions, Locator, Page, WebSocket} from 'playwright';
import {watchPage, type Arrival, type PageGlobals, type SeenEvent} from './watch-page.ts';

export interface VisitorPageOptions {
  readonly context?: BrowserContextOptions;
  /** Console messages that this page may write: the browser itself reports failed requests and refused workers. */
  readonly expected?: readonly RegExp[];
  /** Called before the page opens, to set up routes and clocks. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** A frame that the SDK sent over its socket. */
export interface SentFrame {
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Limit of every wait. A busy machine stays far below it. */
const TIMEOUT_MS = 60_000;

const LOOPBACK = /^(https?|wss?):\/\/(localhost|127\.0\.0\.1)[:/]|^(blob|data|about):/;

export class VisitorPage {
  readonly page: Page;
  readonly requests: string[] = [];
  /** Sockets of the chat. TRTC has its own. */
  readonly sockets: WebSocket[] = [];
  readonly sent: SentFrame[] = [];
  readonly #pageErrors: string[] = [];
  readonly #expected: readonly RegExp[];

  constructor(page: Page, expected: readonly RegExp[]) {
    this.page = page;
    this.#expected = expected;
    page.on('pageerror', ({message, stack = ''}) => this.#pageErrors.push(`thrown: ${message}\n${stack}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.#pageErrors.push(message.text());
    });
    page.context().on('request', (request) => this.requests.push(request.url()));
    page.on('websocket', (socket) => {
      this.requests.push(socket.url());
      if (socket.url().includes('/cloud/rtc')) return;
      this.sockets.push(socket);
      socket.on('framesent', ({payload}) => this.sent.push(readFrame(payload)));
    });
  }

  async goto(url: string): Promise<void> {
    await this.page.goto(url);
  }

  /** Waits until the room is in a state, e.g. `joined`. Rejects with the state it has instead and the page's errors. */
  async waitForState(state: string, room = 'live-room'): Promise<void> {
    const reached = this.page.waitForFunction(
      ([selector, name]) => document.querySelector(selector)?.matches(`:state(${name})`),
      [room, state] as const,
    );
    await reached.catch(async (error: unknown) => {
      const connection = await this.page.evaluate(
        (selector) => document.querySelector<LiveRoom>(selector)?.session?.state.connection,
        room,
      );
      const seen = JSON.stringify({connection, errors: await this.errors(), consoleErrors: this.pageErrors()});
      throw new Error(`the room is not ${state}, but ${seen}`, {cause: error});
    });
  }

  /** Waits until the room has had a status. The status may have ended before the page can be checked. */
  async waitForPastStatus(status: string): Promise<void> {
    await this.page.waitForFunction(
      (name) => (globalThis as unknown as PageGlobals).seenEvents.some((event) => event.status === name),
      status,
    );
  }

  /**
   * Waits until a line, or the line with this text, is completely in view, and presses its middle. The lines stand
   * still during the press.
   */
  async pressLine(text?: string): Promise<string> {
    const found = await this.page.waitForFunction(
      (wanted) => (globalThis as unknown as PageGlobals).holdLine(wanted),
      text,
    );
    const line = (await found.jsonValue())!;
    await this.page.mouse.click(line.x, line.y);
    await this.page.evaluate(() => (globalThis as unknown as PageGlobals).releaseLines());
    return line.text;
  }

  /** The viewer's user id; undefined for a guest. */
  userId(): Promise<string | undefined> {
    return this.page.evaluate(() => document.querySelector<LiveRoom>('live-room')!.session.userId);
  }

  /** @throws Error if the viewer is a guest */
  async requireUserId(): Promise<string> {
    const userId = await this.userId();
    if (userId === undefined) throw new Error('the viewer is a guest');
    return userId;
  }

  /** The composer of the page or of the default layout. */
  get input(): Locator {
    return this.page.locator('[part~=input]').first();
  }

  /** Types key by key and sends with Enter; returns the time of Enter's keydown: Unix milliseconds. */
  async type(text: string): Promise<number> {
    await this.input.pressSequentially(text);
    return this.pressEnter();
  }

  /** Pastes and sends with Enter; returns the time of Enter's keydown. */
  async paste(text: string): Promise<number> {
    await this.input.fill(text);
    return this.pressEnter();
  }

  async pressEnter(): Promise<number> {
    await this.input.press('Enter');
    return this.page.evaluate(() => (globalThis as unknown as PageGlobals).enterAt);
  }

  /** Comments listed, in order. */
  listed(): Promise<string[]> {
    return this.page.locator('[part~=text]').allTextContents();
  }

  /** Danmaku lines on the stage. */
  flying(): Promise<string[]> {
    return this.page.locator('[part~=line]').allTextContents();
  }

  /** Checks every frame until the text is both a danmaku line and listed. Rejects after a minute. */
  arrival(text: string): Promise<Arrival> {
    return this.page.evaluate((wanted) => (globalThis as unknown as PageGlobals).arrival(wanted), text);
  }

  /** Events of our elements so far, as they reached the document. */
  events(type?: string): Promise<SeenEvent[]> {
    return this.page.evaluate(
      (wanted) =>
        (globalThis as unknown as PageGlobals).seenEvents.filter(
          (event) => wanted === undefined || event.type === wanted,
        ),
      type,
    );
  }

  /** Codes of `live-error`, in order. */
  async errors(): Promise<(string | undefined)[]> {
    return (await this.events('live-error')).map(({code}) => code);
  }

  /** Texts that this page sent over its socket. */
  sentTexts(): unknown[] {
    return this.sent
      .filter(({command}) => command.endsWith('.send_group_msg'))
      .flatMap(({body}) => body.MsgBody as {MsgContent?: {Text?: unknown}}[])
      .map(({MsgContent}) => MsgContent?.Text);
  }

  /** Waits until the text is visible on the page. */
  async waitForText(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({visible: true}).first().waitFor();
  }

  /** Sockets that are still open. */
  openSockets(): number {
    return this.sockets.filter((socket) => !socket.isClosed()).length;
  }

  /** Errors of the page and messages of its console, except those the test expects. */
  pageErrors(): string[] {
    return this.#pageErrors.filter((text) => !this.#expected.some((known) => known.test(text)));
  }

  foreignRequests(): string[] {
    return this.requests.filter((url) => !LOOPBACK.test(url));
  }

  async close(): Promise<void> {
    await closeContext(this.page.context());
  }
}

/**
 * A page may still poll through a route of its test. Without removing its routes first, the handler's error would fail
 * the whole run.
 */
export async function closeContext(context: BrowserContext): Promise<void> {
  const pages = context.pages();
  const routed = pages.length ? [context, ...pages] : [];
  await Promise.all(routed.map((each) => each.unrouteAll({behavior: 'ignoreErrors'})));
  await context.close();
}

export async function openVisitorPage(browser: Browser, options: VisitorPageOptions): Promise<VisitorPage> {
  const {context: contextOptions = {}, expected = [], prepare} = options;
  const context = await browser.newContext({locale: 'en-US', ...contextOptions});
  context.setDefaultTimeout(TIMEOUT_MS);
  await context.addInitScript(watchPage);
  const page = await context.newPage();
  const visitor = new VisitorPage(page, expected);
  await prepare?.(page);
  return visitor;
}

function readFrame(payload: string | Buffer): SentFrame {
  const {head, body} = JSON.parse(payload.toString()) as {
    head: {servcmd: string};
    body?: Readonly<Record<string, unknown>>;
  };
  return {command: head.servcmd, body: body ?? {}};
}
