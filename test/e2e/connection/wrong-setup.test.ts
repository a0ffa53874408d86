import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, describe, expect, it} from 'vitest';
import {OTHER_ROOM, ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage, VisitorPageOptions} from '../../support/demo/visitor-page.ts';
import {startWireProxy, type WireProxy} from '../../support/demo/wire-proxy.ts';

const demo = useDemo();

const open: (WireProxy | Server)[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => close(one))));

/** The browser's own messages about failed requests, blocked resources and refused sockets. */
const BROWSERS_OWN = [/^Failed to load resource/, /Content Security Policy/, /^WebSocket connection to .* failed/];

const WORDS: Readonly<Record<string, string>> = {
  BAD_CONFIG: 'This live room is not set up correctly.',
  ROOM_NOT_FOUND: 'This live room does not exist.',
  SIGNATURE_INVALID: 'Your sign-in is not valid. Please sign in again.',
  SIGNATURE_EXPIRED: 'Your sign-in has run out. Please sign in again.',
  BACKEND_UNAVAILABLE: 'The live service does not answer.',
  CONNECTION_LOST: 'No connection. Please try again.',
};

/** Asserts that the room failed with one event of this code, and shows a sentence for the visitor. */
async function failed(visitor: VisitorPage, code: string): Promise<void> {
  await visitor.waitForState('failed');
  await visitor.waitForText(WORDS[code]!);
  expect(await visitor.errors()).toEqual([code]);
  await visitor.page.getByRole('button', {name: 'Try again', exact: true}).waitFor();
}

async function opens(
  html: string,
  options: VisitorPageOptions & {readonly policy?: string} = {},
): Promise<VisitorPage> {
  return demo.visitor({html: demo.script + html, policy: options.policy}, {expected: BROWSERS_OWN, ...options});
}

const room = (attributes: string) => `<live-room ${attributes}></live-room>`;
const byServer = (roomId = ROOM, api = demo.api) => room(`api-url="${api}" room-id="${roomId}"`);
const bySignature = (userId: string, userSig: string, more = `room-id="${ROOM}"`) =>
  room(`im-server="${demo.imServer}" sdk-app-id="${demo.sdkAppId}" user-id="${userId}" user-sig="${userSig}" ${more}`);
const asGuest = (roomId = ROOM, server = demo.imServer) =>
  room(`im-server="${server}" sdk-app-id="${demo.sdkAppId}" room-id="${roomId}"`);

describe('a room with a wrong configuration', () => {
  it.each<[string, () => string]>([
    ['without a room-id', () => room(`api-url="${demo.api}"`)],
    ['without a way to watch', () => room(`room-id="${ROOM}"`)],
    ['with an api-url that is no https: address', () => byServer(ROOM, 'http://shop.example/api')],
    ['with a script for an api-url', () => byServer(ROOM, 'javascript:alert(1)')],
    ['with an im-server that is no ws: address', () => asGuest(ROOM, 'http://localhost/')],
    ['with a user id that cannot be one', () => bySignature('no spaces, please', 'sig')],
    ['with a room-id that cannot be one', () => byServer('%00'.repeat(40))],
  ])('%s shows an error and sends no request', async (_what, html) => {
    const visitor = await opens(html());
    await failed(visitor, 'BAD_CONFIG');
    expect(visitor.sockets).toHaveLength(0);
  });

  it.each([
    ['is no object', '42', 'BAD_CONFIG'],
    ['lacks the signature', '({sdkAppId: 1, userId: "ann"})', 'BAD_CONFIG'],
    ['throws', '() => { throw new Error("the page failed") }', 'SIGNATURE_INVALID'],
    ['rejects with nothing', '() => Promise.reject()', 'SIGNATURE_INVALID'],
    ['responds with a page of HTML', 'async () => "<!doctype html>"', 'BAD_CONFIG'],
  ])('where `credentials` %s shows an error', async (_what, source, code) => {
    const visitor = await opens(
      `${room(`room-id="${ROOM}"`)}<script>document.querySelector('live-room').credentials = ${source}</script>`,
    );
    await failed(visitor, code);
  });
});

describe('a room that does not exist', () => {
  it.each<[string, () => string]>([
    ['by the business server', () => byServer('no-such-room')],
    ['as a guest by the app id alone', () => asGuest('no-such-room')],
    ['with a signature of one’s own', () => bySignature('ann-lost', demo.sign('ann-lost'), 'room-id="no-such-room"')],
  ])('shows that it does not exist (%s)', async (_how, html) => {
    const visitor = await opens(html());
    await failed(visitor, 'ROOM_NOT_FOUND');
    await expectEventually(() => visitor.openSockets()).toBe(0);
  });
});

describe('a signature', () => {
  const withServer = () => `room-id="${ROOM}" api-url="${demo.api}"`;
  it.each<[string, string, string, () => string]>([
    [
      'made with another key',
      'SIGNATURE_INVALID',
      '',
      () => bySignature('ann', demo.sign('ann', 3_600, 'another key')),
    ],
    ['made for another user', 'SIGNATURE_INVALID', '', () => bySignature('ann', demo.sign('ben'))],
    ['of no shape at all', 'SIGNATURE_INVALID', '', () => bySignature('ann', 'x')],
    ['that has lapsed', 'SIGNATURE_EXPIRED', '', () => bySignature('ann', demo.sign('ann', -60))],
    [
      'made with another key',
      'SIGNATURE_INVALID',
      ', with a business server',
      () => bySignature('ann', demo.sign('ann', 3_600, 'another key'), withServer()),
    ],
    [
      'that has lapsed',
      'SIGNATURE_EXPIRED',
      ', with a business server',
      () => bySignature('ann', demo.sign('ann', -60), withServer()),
    ],
  ])('%s is %s%s', async (_what, code, _where, html) => {
    const visitor = await opens(html());
    await failed(visitor, code);
    await expectEventually(() => visitor.openSockets()).toBe(0);
  });
});

describe('a business server', () => {
  /** A server that sends every request the same response, to pages of any origin. */
  async function serverThat(type: string, body: string, status = 200): Promise<string> {
    const server = createServer(({method}, response) => {
      response.writeHead(method === 'OPTIONS' ? 200 : status, {
        'Content-Type': type,
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Headers': '*',
      });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    open.push(server);
    return `http://localhost:${(server.address() as AddressInfo).port}/api`;
  }

  it.each([
    ['responds with a page of HTML', 'text/html', '<!doctype html><h1>It works!</h1>', 200],
    ['responds with an error page', 'text/html', '<h1>Bad gateway</h1>', 502],
    ['responds with JSON of another kind', 'application/json', '{"ok":true}', 200],
    ['responds with null', 'application/json', 'null', 200],
    ['responds with a list', 'application/json', '[]', 500],
    [
      'responds with keys of a prototype',
      'application/json',
      '{"__proto__":{"sdkAppId":1},"error":{"code":"toString","message":""}}',
      400,
    ],
  ])('that %s is shown as unavailable', async (_what, type, body, status) => {
    const visitor = await opens(byServer(ROOM, await serverThat(type, body, status)));
    await failed(visitor, 'BACKEND_UNAVAILABLE');
    expect(visitor.sockets).toHaveLength(0);
  });

  it('that is down is shown as unavailable, and the visitor can retry when it is up', async () => {
    let down = true;
    const visitor = await opens(byServer(), {
      prepare: (page) =>
        page.route('**/api/session', (route) => (down ? route.abort('connectionrefused') : route.continue())),
    });
    await failed(visitor, 'BACKEND_UNAVAILABLE');
    down = false;
    await visitor.page.getByRole('button', {name: 'Try again', exact: true}).click();
    await visitor.waitForState('joined');
    await visitor.paste('back again');
    await expectEventually(() => visitor.listed()).toContain('back again');
  });

  it('that does not exist is shown as unavailable', async () => {
    const gone = await serverThat('text/plain', '');
    await close(open.pop()!);
    await failed(await opens(byServer(ROOM, gone)), 'BACKEND_UNAVAILABLE');
  });

  it('that never responds fails after ten seconds', async () => {
    const visitor = await opens(byServer(), {
      prepare: async (page) => {
        await page.clock.install();
        await page.route('**/api/session', () => undefined);
      },
    });
    await visitor.waitForText('Entering the room…');
    await visitor.page.clock.fastForward(10_000);
    await failed(visitor, 'BACKEND_UNAVAILABLE');
  });
});

describe('a page whose Content Security Policy', () => {
  const policy = (more = '') =>
    `default-src 'none'; script-src ${demo.platform}; img-src ${demo.platform} ${demo.shop}; ` +
    `connect-src ${demo.platform} ${demo.platform.replace('http', 'ws')}; ${more}`;

  it('lacks worker-src blob: causes an error at once, by header or by markup', async () => {
    await failed(await opens(byServer(), {policy: policy()}), 'BAD_CONFIG');
    const url = `${demo.shop}/examples/csp-without-worker.html`;
    await failed(await demo.visitor({url}, {expected: BROWSERS_OWN}), 'BAD_CONFIG');
  });

  it('allows worker-src blob: joins and sends comments', async () => {
    const visitor = await opens(byServer(), {
      policy: policy(`worker-src blob:; media-src ${demo.platform}`),
      expected: [],
    });
    await visitor.waitForState('joined');
    await visitor.paste('under a policy');
    await expectEventually(() => visitor.listed()).toContain('under a policy');
  });

  it('blocks the business server shows it as unavailable', async () => {
    await failed(
      await opens(byServer(), {policy: `default-src 'none'; script-src ${demo.platform}`}),
      'BACKEND_UNAVAILABLE',
    );
  });
});

describe('the chat service', () => {
  it('that never responds to a login fails after twenty seconds', async () => {
    const wire = await startWireProxy();
    open.push(wire);
    const html = room(`api-url="${demo.api}" room-id="${ROOM}" im-server="${wire.url}"`);
    const visitor = await opens(html, {prepare: (page) => page.clock.install()});
    await expectEventually(() => visitor.sent.map(({command}) => command)).toContain('im_open_status.wslogin');
    await visitor.page.clock.fastForward(20_000);
    await failed(visitor, 'CONNECTION_LOST');
  });

  it('that is unreachable fails after twenty seconds', async () => {
    const wire = await startWireProxy();
    await wire.close();
    const visitor = await opens(asGuest(ROOM, wire.url), {prepare: (page) => page.clock.install()});
    await expectEventually(() => visitor.sockets.length).toBeGreaterThan(0);
    await visitor.page.clock.fastForward(20_000);
    await failed(visitor, 'CONNECTION_LOST');
  });

  it('whose SDK does not load is shown as unavailable', async () => {
    const visitor = await opens(byServer(), {
      prepare: (page) => page.route('**/chunks/tencent-chat-*', (route) => route.abort()),
    });
    await failed(visitor, 'CONNECTION_LOST');
  });

  it('that dismisses the room or signs the visitor out ends the connection with a message', async () => {
    await demo.rest('group_open_http_svc/create_group', {Type: 'AVChatRoom', GroupId: 'short-lived', Name: 'Short'});
    const [guest, viewer] = await Promise.all([opens(asGuest('short-lived')), demo.joined()]);
    await guest.waitForState('joined');
    await demo.rest('group_open_http_svc/destroy_group', {GroupId: 'short-lived'});
    await guest.waitForState('ended');
    await guest.waitForText('This live room has closed.');
    expect(await guest.errors()).toEqual(['ROOM_ENDED']);

    const UserID = await viewer.page.evaluate(
      () => (document.querySelector('live-room') as unknown as {session: {userId: string}}).session.userId,
    );
    await demo.rest('im_open_login_svc/kick', {UserID});
    await viewer.waitForState('kicked');
    await viewer.waitForText('You were removed, or entered this room elsewhere.');
    expect(await viewer.errors()).toEqual(['KICKED_OUT']);
  });
});

describe('a visitor of a room that failed', () => {
  it('joins when the page corrects its configuration', async () => {
    const visitor = await opens(byServer('no-such-room'));
    await failed(visitor, 'ROOM_NOT_FOUND');
    await visitor.page.evaluate((id) => document.querySelector('live-room')!.setAttribute('room-id', id), OTHER_ROOM);
    await visitor.waitForState('joined');
  });
});

function close(one: WireProxy | Server): Promise<unknown> {
  if (!('closeAllConnections' in one)) return one.close();
  one.closeAllConnections();
  return new Promise((resolve) => one.close(resolve));
}
