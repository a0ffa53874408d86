/** Parts of the studio's page, found as an operator finds them. */
import type {Locator, Page} from 'playwright';

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
