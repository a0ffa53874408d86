import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {Page} from 'playwright';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(
    context: object,
    options: object,
  ): Promise<{violations: {id: string; nodes: {target: unknown; html: string}[]}[]}>;
}

/** Violations that axe finds on the whole page, including shadow trees: rule and element. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const {axe} = globalThis as unknown as {axe: Axe};
    const {violations} = await axe.run(document, {resultTypes: ['violations']});
    return violations.flatMap(({id, nodes}) =>
      nodes.map(({target, html}) => `${id}: ${JSON.stringify(target)} ${html}`),
    );
  });
}
