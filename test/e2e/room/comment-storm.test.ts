import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {CloudClient} from '../../support/chat/wire-client.ts';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo();

const PAGES = 5;
const CLIENTS = 45;
const OFFERED_A_SECOND = 100;
/** The identifier of guests is empty on the wire. */
const EVERY_GUEST = '';
/** The browser's own message for a refused socket. */
const REFUSED = [/WebSocket connection to/];

let pages: VisitorPage[];
let listeners: Listener[];
let storm: Storm;

/** Sends comments from some of the viewers at a steady rate until it ends. Most exceed the limit of the room. */
class Storm {
  passed = 0;
  #sent = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(speakers: readonly CloudClient[]) {
    const began = performance.now();
    this.#timer = setInterval(() => {
      const due = ((performance.now() - began) * OFFERED_A_SECOND) / 1_000;
      for (; this.#sent < due; this.#sent++) void this.#say(speakers[this.#sent % speakers.length]!);
    }, 20);
  }

  async #say(speaker: CloudClient): Promise<void> {
    const response = await speaker.send(ROOM, `line ${this.#sent} of the storm`).catch(() => undefined);
    if (response?.ErrorCode === 0) this.passed += 1;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

/** The page has no danmaku layer: with software rendering, five of them would leave no CPU time. */
const page = (attributes: string) => `${demo.script}
  <live-room api-url="${demo.api}" room-id="${ROOM}" ${attributes}>
    <room-header></room-header><product-slot></product-slot><chat-panel></chat-panel>
  </live-room>`;

beforeEach(async () => {
  pages = await Promise.all(
    Array.from({length: PAGES}, (_, index) =>
      demo.visitor({html: page(index % 2 ? 'guest' : '')}, {expected: REFUSED}),
    ),
  );
  await Promise.all(pages.map((visitor) => visitor.waitForState('joined')));
  listeners = [];
  for (let index = 0; index < CLIENTS; index++) {
    listeners.push(new Listener(await CloudClient.signedIn(demo.entrance, demo.userId('wire'), ROOM)));
  }
  storm = new Storm(listeners.slice(0, 10).map(({client}) => client));
  await expectEventually(() => storm.passed).toBeGreaterThan(OFFERED_A_SECOND);
});

afterEach(async () => {
  storm.end();
  await Promise.all(listeners.map(({client}) => client.close()));
  await demo.operator('PUT', `/rooms/${ROOM}/featured-product`, {productId: null});
  await demo.operator('PUT', `/rooms/${ROOM}/status`, {status: 'live'});
});

const show = (productId: string) => demo.operator('PUT', `/rooms/${ROOM}/featured-product`, {productId});
const setStatus = (status: string) => demo.operator('PUT', `/rooms/${ROOM}/status`, {status});

const product = (title: RegExp) => (page: VisitorPage) =>
  page.page.locator('[part~=card]').filter({hasText: title, visible: true}).first().waitFor();
const status = (word: string) => (page: VisitorPage) =>
  page.page.locator('room-header').getByText(word, {exact: true}).filter({visible: true}).first().waitFor();

/** A client without the SDK that records the values of the room's fields. */
class Listener {
  readonly client: CloudClient;
  readonly #fields = new Map<string, string[]>();
  #read = 0;

  constructor(client: CloudClient) {
    this.client = client;
  }

  /** Values of a field so far, newest last. */
  valuesOf(key: string): readonly string[] {
    const {pushes} = this.client;
    for (; this.#read < pushes.length; this.#read++) {
      const text = JSON.stringify(pushes[this.#read]);
      if (!text.includes('MsgAppDefinedData')) continue;
      for (const {Key, Value} of fieldsIn(pushes[this.#read]!.body)) {
        this.#fields.set(Key, [...(this.#fields.get(Key) ?? []), Value]);
      }
    }
    return this.#fields.get(key) ?? [];
  }
}

interface Field {
  readonly Key: string;
  readonly Value: string;
}

function fieldsIn({EventArray}: Record<string, unknown>): Field[] {
  return (EventArray as {GroupTips?: {MsgBody: {MsgGroupNewInfo?: {MsgAppDefinedData?: Field[]}}}[]}[]).flatMap(
    ({GroupTips = []}) => GroupTips.flatMap(({MsgBody}) => MsgBody.MsgGroupNewInfo?.MsgAppDefinedData ?? []),
  );
}

/** Makes a change and waits until every page shows it and every client has received it. */
async function change(
  make: () => Promise<void>,
  key: string,
  shown: (page: VisitorPage) => Promise<void>,
): Promise<void> {
  const countsBefore = listeners.map((listener) => listener.valuesOf(key).length);
  await make();
  await Promise.all([
    ...pages.map(shown),
    expectEventually(() =>
      listeners.every((listener, index) => listener.valuesOf(key).length > countsBefore[index]!),
    ).toBe(true),
  ]);
}

describe(`in a storm of ${OFFERED_A_SECOND} comments a second`, () => {
  it('every page shows a changed product and a changed room status', async () => {
    for (const [productId, title] of [
      ['cup', /Falling snow/],
      ['teapot', /Yixing/],
    ] as const) {
      await change(() => show(productId), 'product', product(title));
      for (const listener of listeners) expect(listener.valuesOf('product').at(-1)).toContain(productId);
    }
    for (const [name, word] of [
      ['paused', 'Paused'],
      ['live', 'Live'],
    ] as const) {
      await change(() => setStatus(name), 'status', status(word));
      for (const listener of listeners) expect(listener.valuesOf('status').at(-1)).toContain(name);
    }
  });

  it('a page that was disconnected during the change shows both after it reconnects', async () => {
    await change(() => show('cup'), 'product', product(/Falling snow/));
    const ids = await Promise.all(pages.map((page) => page.userId()));
    for (const id of ids) await demo.fault({refuse: {seconds: 3}, cut: {userId: id ?? EVERY_GUEST}});
    await Promise.all(pages.map((page) => page.waitForPastStatus('reconnecting')));
    await show('gaiwan');
    await show('teapot');
    await setStatus('paused');
    await Promise.all(pages.map((page) => page.page.locator('live-room:not(:state(reconnecting))').waitFor()));
    await Promise.all(pages.map(product(/Yixing/)));
    await Promise.all(pages.map(status('Paused')));
  });
});
