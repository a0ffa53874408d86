/** Gives a page a wrong clock before its first script. Only `Date` is wrong, as on a device whose clock was set. */
import type {Page} from 'playwright';

declare global {
  /** Time by which the page's clock is ahead, ms. */
  var pageAheadMs: number;
}

export async function setClockAhead(page: Page, aheadMs: number): Promise<void> {
  await page.addInitScript((ms) => {
    const True = Date;
    globalThis.pageAheadMs = ms;
    globalThis.Date = new Proxy(True, {
      construct: (target, args, newTarget) =>
        Reflect.construct(target, args.length ? args : [True.now() + globalThis.pageAheadMs], newTarget) as Date,
      apply: () => new True(True.now() + globalThis.pageAheadMs).toString(),
      get: (target, name, receiver) =>
        name === 'now' ? () => True.now() + globalThis.pageAheadMs : (Reflect.get(target, name, receiver) as unknown),
    });
  }, aheadMs);
}

/** Changes the clock of an open page. */
export async function moveClock(page: Page, aheadMs: number): Promise<void> {
  await page.evaluate((ms) => void (globalThis.pageAheadMs = ms), aheadMs);
}
