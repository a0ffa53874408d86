import type {Page} from 'playwright';
import {it} from 'vitest';
import type {LiveRoom} from '../../../src/elements/live-room/live-room.ts';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';

const demo = useDemo();

interface Basket {
  get(): Promise<{items: readonly {productId: string; variantId?: string; quantity: number}[]}>;
  add(item: object): Promise<unknown>;
  update(item: object): Promise<unknown>;
}

/** The unit test covers 1,000 orders of changes. This test changes two real tabs. */
const CHANGES = 200;
const BURSTS = 4;

/** Adds a shelf to the shop's page, whose cart shows all lines. */
async function withShelf(page: Page): Promise<void> {
  const isJoined = () => document.querySelector('live-room')?.matches(':state(joined)');
  await page.waitForFunction(isJoined, undefined, {polling: 100}); // A background tab draws no frames.
  await page.evaluate(() => {
    const room = document.querySelector<LiveRoom>('live-room')!;
    room.id = 'room';
    const shelf = Object.assign(document.createElement('product-shelf'), {layout: 'list', id: 'shelf-of-test'});
    shelf.setAttribute('room', 'room');
    document.body.append(shelf);
  });
  await page.locator('#shelf-of-test summary').waitFor();
}

/** The quantities that the room's cart shows, and those of the page's basket. */
function shown(page: Page): Promise<readonly [room: readonly string[], page: readonly string[]]> {
  return page.evaluate(() => {
    const texts = (root: ParentNode, selector: string) =>
      [...root.querySelectorAll(selector)].map(({textContent}) => textContent.trim());
    const room = texts(document.querySelector('#shelf-of-test')!.shadowRoot!, 'output');
    return [room, texts(document, '#basket-lines output')] as const;
  });
}

it('the shop’s basket and the room’s cart agree in two tabs after changes of the page and the room', async () => {
  const {page} = await demo.visitor({url: demo.shop});
  await withShelf(page); // Runs before the tab is in the background, where a failed join is repeated late.
  const other = await page.context().newPage();
  await other.goto(demo.shop);
  await withShelf(other);

  // The page's own button, and the room's.
  await page.locator('[data-add=caddy]').click();
  await expectEventually(() => shown(other)).toEqual([['1'], ['1']]);
  await other.locator('#shelf-of-test summary').click();
  await other
    .locator('#shelf-of-test')
    .getByRole('button', {name: /^One more|^\+|加一/})
    .first()
    .click();
  await expectEventually(() => shown(page)).toEqual([['2'], ['2']]);

  for (let burst = 0; burst < BURSTS; burst++) {
    const change = (tab: Page, seed: number) =>
      tab.evaluate(
        async ([first, count]) => {
          const {basket} = globalThis as unknown as {basket: Basket};
          const shelf = document.querySelector('#shelf-of-test')!.shadowRoot!;
          let random = first;
          const next = (below: number) => (random = (random * 16_807) % 2_147_483_647) % below;
          const changes: unknown[] = [];
          for (let step = 0; step < count; step++) {
            const productId = ['caddy', 'cup', 'gaiwan'][next(3)]!;
            const buttons = shelf.querySelectorAll<HTMLElement>('output ~ button');
            if (next(2) && buttons.length) buttons[next(buttons.length)]!.click();
            else changes.push(basket.update({productId, quantity: next(4)}));
            if (next(3) === 0) await changes.at(-1);
          }
          await Promise.all(changes);
        },
        [seed, CHANGES / BURSTS / 2] as const,
      );
    await Promise.all([change(page, burst + 1), change(other, burst + 7_919)]);
    await expectEventually(async () => {
      const quantities = await page.evaluate(async () =>
        (await (globalThis as unknown as {basket: Basket}).basket.get()).items.map(({quantity}) => String(quantity)),
      );
      const views = [...(await shown(page)), ...(await shown(other))];
      return views.every((view) => view.join() === quantities.join());
    }).toBe(true);
  }
});
