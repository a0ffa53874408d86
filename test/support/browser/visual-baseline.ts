/** Compares the page with a small picture of how it looked. Edges of letters and curves differ between machines, means of blocks do not. */
import {executeServerCommand} from '@web/test-runner-commands';

/** Width and height of a block, px. A baseline has one pixel for each. */
const BLOCK = 8;

/** Least difference of a colour channel, of 255, with which a block counts as different. */
const TOLERANCE = 24;

/** Different blocks up to which the page looks the same. A hidden like button makes 16, and a product moved by 40 px 190. */
export const DIFFERENT_MAX = 10;

export interface Difference {
  /** Number of different blocks. */
  readonly blocks: number;
  /** Where they are, in px. */
  readonly place: string;
}

/** Compares the page with its baseline in `test/visual/baselines`. With `RENEW=1` the page becomes the baseline. */
export async function differenceFromBaseline(name: string): Promise<Difference> {
  const taken = await executeServerCommand<string, object>('take-picture', {name});
  const now = meansOfBlocks(await load(`data:image/png;base64,${taken}`));
  await executeServerCommand('keep-baseline', {name, png: await pngOf(now)});
  return compare(now, await load(`/test/visual/baselines/${name}.png?${performance.now()}`));
}

async function load(address: string): Promise<ImageData> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const {naturalWidth: width, naturalHeight: height} = image;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, width, height);
}

function meansOfBlocks({width, height, data}: ImageData): ImageData {
  const means = new ImageData(Math.floor(width / BLOCK), Math.floor(height / BLOCK));
  const sums = new Float64Array(means.data.length);
  for (let y = 0; y < means.height * BLOCK; y++) {
    for (let x = 0; x < means.width * BLOCK; x++) {
      const block = (Math.floor(y / BLOCK) * means.width + Math.floor(x / BLOCK)) * 4;
      for (let channel = 0; channel < 4; channel++) sums[block + channel]! += data[(y * width + x) * 4 + channel]!;
    }
  }
  means.data.set(sums.map((sum) => sum / BLOCK ** 2));
  return means;
}

async function pngOf(pixels: ImageData): Promise<string> {
  const canvas = new OffscreenCanvas(pixels.width, pixels.height);
  canvas.getContext('2d')!.putImageData(pixels, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({type: 'image/png'})).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}

function compare(now: ImageData, baseline: ImageData): Difference {
  if (now.width !== baseline.width || now.height !== baseline.height)
    throw new Error(
      `the page has ${now.width} × ${now.height} blocks, its baseline ${baseline.width} × ${baseline.height}`,
    );
  const xs: number[] = [];
  const ys: number[] = [];
  for (let block = 0; block < now.width * now.height; block++) {
    const differs = [0, 1, 2].some(
      (channel) => Math.abs(now.data[block * 4 + channel]! - baseline.data[block * 4 + channel]!) > TOLERANCE,
    );
    if (!differs) continue;
    xs.push((block % now.width) * BLOCK);
    ys.push(Math.floor(block / now.width) * BLOCK);
  }
  const place = `x ${Math.min(...xs)} to ${Math.max(...xs) + BLOCK}, y ${Math.min(...ys)} to ${Math.max(...ys) + BLOCK}`;
  return {blocks: xs.length, place: xs.length ? place : 'nowhere'};
}
