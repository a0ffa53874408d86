import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {measure, onDemand} from '../../../build/sizes.mjs';
import {useDemo} from '../../support/demo/demo-fixture.ts';

const demo = useDemo();

/** The rule that README.md recommends. Without it a room has no height until its script has run. */
const [, rule] = /```css\n(:where\(live-room:not\(:defined\)\)[^`]*)```/.exec(readFileSync('README.md', 'utf8')) ?? [];

it.each([
  {width: 390, height: 844},
  {width: 1_366, height: 768},
])(
  'a room that loads, $width px wide, moves nothing on its page and loads no script before it is needed',
  async (viewport) => {
    // A room of its own: comments, lotteries and pins of other tests load further scripts.
    const roomId = `fresh-${viewport.width}`;
    const image = `${demo.platform}/media/gifts/bouquet.svg`;
    await demo.operator('POST', '/rooms', {roomId, title: 'Tea time', hostId: 'host-linxi'});
    await demo.operator('PUT', `/rooms/${roomId}/products/tea`, {
      title: 'Tea',
      image,
      price: 900,
      currency: 'CNY',
      stock: 5,
      href: 'https://shop.example/tea',
    });
    await demo.operator('PUT', `/rooms/${roomId}/featured-product`, {productId: 'tea'});
    await demo.operator('PUT', `/rooms/${roomId}/status`, {status: 'live'});
    for (let index = 0; index < 6; index++)
      await demo.sayAs('host-linxi', {MsgType: 'TIMTextElem', MsgContent: {Text: `Comment ${index}`}}, roomId);
    const html = `<meta name="viewport" content="width=device-width"><style>${rule}</style><h1>Shop</h1>
    ${demo.script}<live-room api-url="${demo.api}" room-id="${roomId}"></live-room><p>${'Tea from the hills. '.repeat(80)}</p>`;
    const {page} = await demo.visitor(
      {html},
      {
        context: {viewport},
        prepare: (opened) =>
          opened.addInitScript(() => {
            const shifts: number[] = [];
            Object.assign(globalThis, {shifts});
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & {value: number}).value);
            }).observe({type: 'layout-shift', buffered: true});
          }),
      },
    );
    for (const part of ['chat-panel [part~=text]', 'product-slot [part~=title]', 'gift-bar [part~=price]'])
      await page.locator(`live-room ${part}`).first().waitFor({state: 'attached'});
    const shifts = await page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          requestAnimationFrame(() => setTimeout(() => resolve((globalThis as unknown as {shifts: number[]}).shifts)));
        }),
    );
    expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(0.02);

    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({name}) => name));
    const chunks = loaded.filter((address) => address.includes('/chunks/'));
    expect(chunks).not.toEqual([]);
    const listed = onDemand(measure());
    expect(
      chunks.filter((address) => listed.some((file) => address.endsWith(file))),
      'chunks that build/budgets.json lists as on demand',
    ).toEqual([]);
  },
);
