/** Loads Tencent's SDKs as their vendor publishes them, from addresses of the page. */
import {readFileSync} from 'node:fs';
import type {Page} from 'playwright';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import manifest from '../../../package.json' with {type: 'json'};
import {CHAT, RTC} from '../../../src/drivers/page-sdks.ts';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {inspectVideo} from '../../support/demo/player-page.ts';

const demo = useDemo();
beforeAll(() => demo.mediaFault({loop: true}));
afterAll(() => demo.mediaFault({loop: false}));

const CHAT_SDK = readFileSync('node_modules/@tencentcloud/chat/index.js', 'utf8');
const RTC_SDK = readFileSync('node_modules/trtc-sdk-v5/trtc.js', 'utf8');

/** Serves scripts in addition to the page's own files. Other addresses below `/sdk/` do not exist. */
const serves = (files: Readonly<Record<string, string>>) => ({
  prepare: (page: Page) =>
    page.route('**/sdk/*', (route) => {
      const body = files[new URL(route.request().url()).pathname.replace('/sdk/', '')];
      const headers = {'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript'};
      return route.fulfill(body === undefined ? {status: 404, headers} : {body, headers});
    }),
  expected: [/^Failed to load resource/],
});

const errorOf = (page: Page) =>
  page.evaluate(() => document.querySelector('live-room')!.session.state.connection.error?.message);

describe('chat-sdk-src and rtc-sdk-src', () => {
  it('are used to join and to play, and the copies of the package are not loaded', async () => {
    const attributes = 'guest chat-sdk-src="/sdk/chat.js" rtc-sdk-src="/sdk/trtc.js"';
    const visitor = await demo.joined(attributes, serves({'chat.js': CHAT_SDK, 'trtc.js': RTC_SDK}));
    await expectEventually(async () => (await inspectVideo(visitor.page)).states).toEqual(['playing']);
    expect(visitor.requests.filter((url) => /\/(tencent-chat|trtc-sdk)-/.test(url))).toEqual([]);
    expect(await visitor.page.locator('link[rel=dns-prefetch]').count()).toBe(0);
  });

  it('are the versions that this package is built with', () => {
    expect([CHAT.version, RTC.version]).toEqual([
      manifest.devDependencies['@tencentcloud/chat'],
      manifest.devDependencies['trtc-sdk-v5'],
    ]);
  });

  it.each([
    [
      'of another version',
      'BAD_CONFIG',
      CHAT_SDK.replace('VERSION="3.6.6"', 'VERSION="3.6.5"'),
      /version 3\.6\.5; .*3\.6\.6/,
    ],
    ['that is no SDK', 'BAD_CONFIG', 'export const chat = 1;', /contains no TencentCloudChat/],
    ['that does not exist', 'CONNECTION_LOST', undefined, /chat\.js could not be loaded/],
  ])('a script %s fails the room', async (_what, code, body, message) => {
    const visitor = await demo.visitor(
      {html: demo.twoLines('guest chat-sdk-src="/sdk/chat.js"')},
      serves(body === undefined ? {} : {'chat.js': body}),
    );
    await visitor.waitForState('failed');
    expect(await visitor.errors()).toEqual([code]);
    expect(await errorOf(visitor.page)).toMatch(message);
    expect(visitor.requests.filter((url) => url.includes('/tencent-chat-'))).toEqual([]);
  });

  it('a TRTC of another version is reported, and the room has no TRTC video', async () => {
    const other = RTC_SDK.replaceAll('5.17.1', '5.17.0');
    const visitor = await demo.joined('guest rtc-sdk-src="/sdk/trtc.js"', serves({'trtc.js': other}));
    await expectEventually(() => visitor.errors()).toEqual(['BAD_CONFIG']);
    expect(visitor.requests.filter((url) => url.includes('/trtc-sdk-'))).toEqual([]);
  });
});
