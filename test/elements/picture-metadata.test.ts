import {expect} from '@open-wc/testing';
import {prepareFile, type PreparedFile} from '../../src/elements/composer/prepare-file.ts';
import {pngChunks} from '../../src/elements/media/picture-file.ts';
import {
  contains,
  framesOf,
  quarters,
  SECRET,
  taintedApng,
  taintedGif,
  taintedJpeg,
  taintedMovingWebp,
  taintedPng,
  taintedWebp,
  joined,
  box,
  u32,
  type Bytes,
} from '../support/browser/media-files.ts';
import {skipIn} from '../support/browser/engine.ts';

/** The name and type of the file may be wrong: only its bytes count. */
const file = (bytes: Bytes) => new File([bytes], 'Holiday at home.txt', {type: 'text/plain'});

function sent(prepared: PreparedFile): File {
  if ('problem' in prepared) throw new Error(prepared.problem);
  return prepared.outgoing.file;
}

async function corners(picture: Blob): Promise<{size: number[]; colors: string[]}> {
  const bitmap = await createImageBitmap(picture);
  const {width, height} = bitmap;
  const context = Object.assign(document.createElement('canvas'), {width, height}).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const names = ['black', 'red', 'lime', '', 'blue', '', '', 'white'];
  const colors = [0, 1, 2, 3].map((index) => {
    const [x, y] = [width * (index % 2 ? 0.75 : 0.25), height * (index > 1 ? 0.75 : 0.25)];
    const [red, green, blue] = context.getImageData(x, y, 1, 1).data;
    return names[Number(red! > 128) + 2 * Number(green! > 128) + 4 * Number(blue! > 128)]!;
  });
  return {size: [width, height], colors};
}

const UPRIGHT = ['red', 'lime', 'blue', 'white'];

const noWebP = {webkit: 'it writes no WebP to begin with'};
const noDecoder = {webkit: 'it has no ImageDecoder to count frames with'};

describe('a still picture', () => {
  for (const [name, make, size] of [
    ['PNG', taintedPng, [40, 20]],
    ['JPEG', taintedJpeg, [48, 32]],
    ['WebP', taintedWebp, [40, 20]],
  ] as const) {
    const test = name === 'WebP' ? skipIn(noWebP) : it;
    test(`${name} loses its metadata and the bytes after its end, and looks the same`, async () => {
      const bytes = await make();
      expect(await contains(new Blob([bytes]), SECRET)).to.be.true;
      const made = sent(await prepareFile(file(bytes)));
      expect(await contains(made, SECRET)).to.be.false;
      for (const name of ['eXIf', 'EXIF', 'Exif', 'tEXt', 'zTXt', 'iTXt', 'tIME', 'XMP ', 'Photoshop'])
        expect([name, await contains(made, name)]).to.deep.equal([name, false]);
      expect(await corners(made)).to.deep.equal({size, colors: UPRIGHT});
    });
  }

  skipIn(noWebP)('PNG and WebP keep every byte that is drawn', async () => {
    const plain = await quarters(40, 20, 'image/png');
    const made = sent(await prepareFile(file(await taintedPng())));
    // Firefox adds a chunk of its own that is not drawn.
    const drawn = [...pngChunks(plain)].filter(({name}) => ['IHDR', 'sRGB', 'IDAT', 'IEND'].includes(name));
    const bytes = joined(plain.slice(0, 8), ...drawn.map(({start, end}) => plain.slice(start, end)));
    expect(new Uint8Array(await made.arrayBuffer())).to.deep.equal(bytes);
    const webp = new Uint8Array(await sent(await prepareFile(file(await taintedWebp()))).arrayBuffer());
    expect(webp[20]! & 0x0c).to.equal(0); // The flags state neither EXIF nor XMP.
    expect(new DataView(webp.buffer).getUint32(4, true)).to.equal(webp.length - 8);
  });

  const turned: readonly (readonly [number, readonly string[]])[] = [
    [2, ['lime', 'red', 'white', 'blue']],
    [3, ['white', 'blue', 'lime', 'red']],
    [4, ['blue', 'white', 'red', 'lime']],
    [5, ['red', 'blue', 'lime', 'white']],
    [6, ['blue', 'red', 'white', 'lime']],
    [7, ['white', 'lime', 'blue', 'red']],
    [8, ['lime', 'white', 'red', 'blue']],
  ];
  for (const [name, make] of [
    ['PNG', taintedPng],
    ['JPEG', taintedJpeg],
    ['WebP', taintedWebp],
  ] as const) {
    describe(`${name} is rotated upright`, () => {
      const test = name === 'WebP' ? skipIn(noWebP) : it;
      for (const [orientation, colors] of turned) {
        test(`from orientation ${orientation}`, async () => {
          const prepared = await prepareFile(file(await make({orientation, width: 64, height: 32})));
          const made = sent(prepared);
          const size = orientation > 4 ? [32, 64] : [64, 32];
          expect(await corners(made)).to.deep.equal({size, colors});
          expect('outgoing' in prepared && [prepared.outgoing.width, prepared.outgoing.height]).to.deep.equal(size);
          expect(await contains(made, SECRET)).to.be.false;
        });
      }
    });
  }

  skipIn(noWebP)('a large file of each format loses its metadata', async () => {
    for (const make of [taintedPng, taintedJpeg, taintedWebp]) {
      const made = sent(await prepareFile(file(await make({width: 2_000, height: 1_000, orientation: 6}))));
      expect(await contains(made, SECRET)).to.be.false;
      expect(await corners(made)).to.deep.equal({size: [800, 1_600], colors: ['blue', 'red', 'white', 'lime']});
    }
  });

  it('a file cut off within its metadata is refused or re-encoded, never sent unchanged', async () => {
    const bytes = await taintedPng();
    for (const length of [60, 120, 200, 300]) {
      const prepared = await prepareFile(file(bytes.slice(0, length)));
      if ('outgoing' in prepared) expect(await contains(prepared.outgoing.file, SECRET)).to.be.false;
      else expect(prepared.problem).to.equal('wrongFile');
    }
  });
});

describe('a moving picture', () => {
  for (const [name, make, type] of [
    ['GIF', () => Promise.resolve(taintedGif()), 'image/gif'],
    ['APNG', taintedApng, 'image/png'],
    ['WebP', taintedMovingWebp, 'image/webp'],
    ['WebP of 1.1 MB', () => taintedMovingWebp(1.1 * 1_048_576), 'image/webp'],
  ] as const) {
    skipIn(noDecoder)(`${name} keeps its frames and loses its metadata`, async () => {
      const bytes = await make();
      const made = sent(await prepareFile(file(bytes)));
      expect(made.type).to.equal(type);
      // Firefox decodes no GIF with an unknown block between the blocks that repeat it.
      const frames = type === 'image/gif' ? 2 : await framesOf(new Blob([bytes], {type}));
      expect(await framesOf(made)).to.equal(frames);
      expect(frames).to.be.greaterThan(1);
      expect(await contains(made, SECRET)).to.be.false;
      await createImageBitmap(made);
    });
  }

  it('GIF keeps its endless loop', async () => {
    expect(await contains(sent(await prepareFile(file(taintedGif()))), 'NETSCAPE2.0\x03\x01\0\0\0')).to.be.true;
  });

  it('a file over 8 MB is refused and not converted to a still picture', async () => {
    expect(await prepareFile(file(await taintedMovingWebp(8.1 * 1_048_576)))).to.deep.equal({
      problem: 'animationTooLarge',
    });
  });

  it('AVIF and HEIC are refused', async () => {
    for (const brand of ['avis', 'msf1', 'hevc']) {
      const bytes = joined(box('ftyp', brand, u32(0), brand, 'mif1'), box('meta', SECRET), new Uint8Array(300));
      expect(await prepareFile(file(bytes))).to.deep.equal({problem: 'animationUnsupported'});
    }
  });
});

it('a HEIC that this browser cannot decode is refused', async () => {
  const bytes = joined(box('ftyp', 'heic', u32(0), 'heicmif1'), box('meta', SECRET), new Uint8Array(300));
  expect(await prepareFile(file(bytes))).to.deep.equal({problem: 'wrongFile'});
});
