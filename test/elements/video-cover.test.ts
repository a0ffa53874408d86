/** Videos without a cover show their own frame. */
import {expect} from '@open-wc/testing';
import {VideoCovers} from '../../src/elements/media/video-covers.ts';
import {until} from '../support/eventually.ts';
import {fresh, put} from '../support/browser/room-fixture.ts';
import {atTestEnd} from '../support/browser/test-end.ts';

beforeEach(() => void fresh());

const VIDEOS = [
  ['of one piece', '/demo/dev/media/host.mp4', 480 / 640],
  ['of fragments', '/test/support/browser/recordings/video.mp4', 64 / 48],
] as const;

for (const [what, path, ratio] of VIDEOS) {
  it(`a video ${what} gets a cover with its own frame`, async () => {
    const covers = new VideoCovers();
    atTestEnd(() => covers.stop());
    const cover = put<HTMLElement>('<div style="inline-size: 100px; block-size: 100px"></div>');
    covers.draw(cover, new URL(path, location.href).href);
    const {width, height} = await until(() => cover.querySelector('canvas'));
    expect(width / height).to.be.closeTo(ratio, 0.05);
    const {data} = cover.querySelector('canvas')!.getContext('2d')!.getImageData(0, 0, width, height);
    expect(new Set(data).size).to.be.greaterThan(2); // A canvas without a drawing contains only zeros.
  });
}
