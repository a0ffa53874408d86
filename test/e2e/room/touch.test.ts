/** A visitor on a phone, by real touches: the picture, the sheet of gifts, flying comments, the back gesture and the small player. */
import {expect, test} from 'vitest';
import type {LiveRoom} from '../../../src/elements/live-room/live-room.ts';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';

const demo = useDemo();

const PHONE = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true};
/** A point of the video above the sheet of gifts and below the lines. */
const PICTURE = [195, 320] as const;

test('a visitor likes, gives, stops the lines, minimises and moves the room by touch', async () => {
  const html = `<meta name="viewport" content="width=device-width, initial-scale=1" />
    <style>body { margin: 0 } live-room { --live-room-height: 100dvh }</style>${demo.twoLines()}`;
  const visitor = await demo.visitor({html}, {context: PHONE});
  await visitor.waitForState('joined');
  const {page} = visitor;
  const room = page.locator('live-room');
  const likes = () =>
    room.evaluate((element: LiveRoom) => element.session.state.likes.total + element.session.state.likes.unsent);

  await page.locator('like-button [part~=button]').waitFor();
  const before = await likes();
  await page.touchscreen.tap(...PICTURE);
  await page.touchscreen.tap(...PICTURE);
  await expectEventually(likes).toBeGreaterThan(before);

  const gift = page.locator('gift-bar [part~=gift]').first();
  expect(await gift.isVisible()).toBe(false);
  const balance = () => room.evaluate((element: LiveRoom) => element.session.state.gifts.balance);
  await page.locator('[part~=bar-button][aria-expanded]').tap();
  await expectEventually(balance).toBe(10_000);
  await gift.tap();
  await expectEventually(balance).toBe(9_999);
  await page.touchscreen.tap(...PICTURE);
  await gift.waitFor({state: 'hidden'});

  const layer = page.locator('danmaku-layer');
  const isPaused = () => layer.evaluate((element) => element.matches(':state(paused)'));
  await layer.locator('[part~=control]').first().tap();
  await expectEventually(isPaused).toBe(true);
  await layer.locator('[part~=control]').first().tap();
  await expectEventually(isPaused).toBe(false);

  const presentation = () => room.evaluate((element: LiveRoom) => element.presentation);
  await room.evaluate((element: LiveRoom) => element.expand());
  await expectEventually(presentation).toBe('overlay');
  // The dialog adds its history entry after its script has loaded. Before that, back would leave the page.
  await page.waitForFunction(() => 'live-room/overlay' in ((history.state ?? {}) as object));
  await page.evaluate(() => history.back());
  await expectEventually(presentation).toBe('mini');

  const small = () => page.locator('[part~=mini]').boundingBox();
  await expectEventually(async () => (await small())!.y).toBeGreaterThan(422);
  const {x, y, width, height} = (await small())!;
  const [startX, startY] = [x + width / 2, y + height / 2];
  const touch = await page.context().newCDPSession(page);
  const move = (type: 'touchStart' | 'touchMove' | 'touchEnd', share: number) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{x: startX + (60 - startX) * share, y: startY + (90 - startY) * share}],
    });
  await move('touchStart', 0);
  for (const share of [0.25, 0.5, 0.75, 1]) await move('touchMove', share);
  await move('touchEnd', 1);
  await expectEventually(async () => {
    const box = (await small())!;
    return box.x < 100 && box.y < 100;
  }).toBe(true);
  expect(await presentation()).toBe('mini');
  await page.locator('[part~=mini] button').first().press('Enter'); // The drag leaves no press to suppress.
  await expectEventually(presentation).toBe('overlay');
  expect(visitor.pageErrors()).toEqual([]);
});
