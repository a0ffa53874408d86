/**
 * Makes the demo's effects of `demo/dev/media/effects` from its drawings of the same gifts: a paper crane that flies, by Lottie, and a koi
 * that swims, by SVGA 2. Run by `node --import tsx demo/dev/media-scripts/gift-effects.ts`.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {deflateSync} from 'node:zlib';
import {chromium} from 'playwright';
import {CHROMIUM_ARGS, requireChromium} from '../../../test/support/engines/chromium.mjs';
import {craneLottie} from './crane.ts';
import {koiSvga} from './koi.ts';

const media = new URL('../media/', import.meta.url);
const write = (name: string, bytes: string | Uint8Array) => {
  writeFileSync(new URL(`effects/${name}`, media), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
};

write('crane.json', JSON.stringify(craneLottie(readFileSync(new URL('gifts/crane.svg', media), 'utf8'))));
write('koi.svga', deflateSync(koiSvga(await drawn('gifts/koi.svg')), {level: 9}));

/** A drawing as PNG of 240 by 240 px, without the pond around the fish. */
async function drawn(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const svg = readFileSync(new URL(name, media), 'utf8').replace(/<circle cx="48" cy="48" r="44".*?\/>/, '');
  const browser = await chromium.launch({executablePath: requireChromium(), args: [...CHROMIUM_ARGS]});
  const page = await browser.newPage({viewport: {width: 240, height: 240}});
  await page.setContent(`<style>body{margin:0}svg{display:block;width:240px;height:240px}</style>${svg}`);
  const png = await page.screenshot({omitBackground: true});
  await browser.close();
  return new Uint8Array(png);
}
