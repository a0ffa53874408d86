/** Parts of the studio's page, found as an operator finds them. */
import type {Locator, Page} from 'playwright';
import {expect} from 'vitest';
import {expectEventually, type DemoFixture} from './demo-fixture.ts';
import type {VisitorPage, VisitorPageOptions} from './visitor-page.ts';

export const DESKTOP = {width: 1440, height: 1000};

export type StudioOptions = VisitorPageOptions & {
  /** Without the question mark. */
  readonly query?: string;
  readonly as?: 'host' | 'watch';
};

/** The studio of the demo's room, signed in and joined. */
export async function openStudio(
  demo: DemoFixture,
  {query = '', as = 'host', ...options}: StudioOptions = {},
): Promise<{readonly visitor: VisitorPage; readonly page: Page}> {
  const context = {viewport: DESKTOP, ...options.context};
  const visitor = await demo.visitor({url: `${demo.shop}/studio.html?${query}`}, {...options, context});
  const {page} = visitor;
  await signInToStudio(page, as);
  await visitor.waitForState('joined');
  return {visitor, page};
}

/** Signs in with the token that the demo fills in. */
export async function signInToStudio(page: Page, as: 'host' | 'watch' = 'host'): Promise<void> {
  await page.getByRole('radio', {name: as === 'host' ? /^(As the host|以主播)/ : /^(Watching only|只看)/}).check();
  await page.getByRole('button', {name: /^(Open the studio|进入)$/}).click();
}

/** A section, by its heading. */
export function studioArea(page: Page, heading: string): Locator {
  return page.getByRole('region', {name: heading, exact: true});
}

export function studioTab(page: Page, name: string): Locator {
  return page.getByRole('tab', {name});
}

/** The result of the last action, next to its button. */
export function outcome(page: Page, area: string) {
  return expectEventually(() => studioArea(page, area).locator('.outcome.done').allTextContents());
}

export function commentList(page: Page): Locator {
  return page.getByRole('listbox', {name: /^(Comments|弹幕评论)$/});
}

export function comment(page: Page, text: string): Locator {
  return commentList(page).getByRole('option').filter({hasText: text});
}

/** The panel about the author of the selected comment. */
export function person(page: Page): Locator {
  return page.locator('studio-person');
}

/** Sends a comment as a viewer and selects it in the studio. */
export async function selectComment(page: Page, viewer: VisitorPage, text: string): Promise<void> {
  await viewer.paste(text);
  await comment(page, text).click();
  expect(await person(page).locator('blockquote').textContent()).toBe(text);
}
