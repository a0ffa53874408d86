import {describe, expect, it} from 'vitest';
import {replaceFaces, contentOf} from '../../../src/protocol/message-elements.js';
import {replaceFaceCodes} from '../../../src/protocol/text/faces.js';
import {Mutator} from '../../support/mutate.js';

const ADDRESS = 'https://files.example/a.png';

describe('the content of an element', () => {
  it('of a picture is the same from the SDK and from a callback', () => {
    const media = {kind: 'image', url: ADDRESS, thumb: `${ADDRESS}?thumb`, width: 800, height: 600};
    const payload = {
      imageInfoArray: [
        {url: ADDRESS, width: 800, height: 600, sizeType: 1},
        {url: `${ADDRESS}?thumb`, width: 198, height: 148, sizeType: 3},
        {url: `${ADDRESS}?large`, width: 720, height: 540, sizeType: 2},
      ],
    };
    const wire = {
      ImageInfoArray: [
        {Type: 1, URL: ADDRESS, Width: 800, Height: 600},
        {Type: 2, URL: `${ADDRESS}?large`, Width: 720, Height: 540},
        {Type: 3, URL: `${ADDRESS}?thumb`, Width: 198, Height: 148},
      ],
    };
    for (const fields of [payload, wire])
      expect(contentOf('TIMImageElem', fields)).toEqual({type: 'comment', kind: 'image', text: '', media});
  });

  it('of a voice message and of a video is the same from both', () => {
    const sound = {kind: 'sound', url: ADDRESS, seconds: 12};
    for (const fields of [
      {url: ADDRESS, second: 12},
      {Url: ADDRESS, Second: 12},
    ])
      expect(contentOf('TIMSoundElem', fields)).toMatchObject({media: sound});
    const video = {kind: 'video', url: ADDRESS, thumb: `${ADDRESS}?cover`, width: 640, height: 360, seconds: 9};
    for (const fields of [
      {videoUrl: ADDRESS, videoSecond: 9, thumbUrl: `${ADDRESS}?cover`, thumbWidth: 640, thumbHeight: 360},
      {
        videoUrl: ADDRESS,
        videoSecond: 9,
        thumbUrl: '',
        snapshotUrl: `${ADDRESS}?cover`,
        snapshotWidth: 640,
        snapshotHeight: 360,
      },
      {VideoUrl: ADDRESS, VideoSecond: 9, ThumbUrl: `${ADDRESS}?cover`, ThumbWidth: 640, ThumbHeight: 360},
    ])
      expect(contentOf('TIMVideoFileElem', fields)).toMatchObject({media: video});
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'http://foreign.example/a.png', '/a.png', 7, undefined, {}])(
    'has no media without an allowed address: %j',
    (address) => {
      expect(contentOf('TIMImageElem', {imageInfoArray: [{url: address}]})).toEqual({
        type: 'comment',
        kind: 'image',
        text: '',
      });
      expect(contentOf('TIMSoundElem', {url: address})).not.toHaveProperty('media');
      expect(contentOf('TIMVideoFileElem', {videoUrl: address})).not.toHaveProperty('media');
      expect(contentOf('TIMVideoFileElem', {videoUrl: ADDRESS, thumbUrl: address})).toMatchObject({media: {thumb: ''}});
    },
  );

  it('has limited sizes and lengths', () => {
    const image = contentOf('TIMImageElem', {imageInfoArray: [{url: ADDRESS, width: 1e9, height: -5}]});
    expect(image).toMatchObject({media: {width: 16_384, height: 0}});
    expect(contentOf('TIMSoundElem', {url: ADDRESS, second: Infinity})).toMatchObject({media: {seconds: 3_600}});
    expect(contentOf('TIMSoundElem', {url: ADDRESS, second: '12'})).toMatchObject({media: {seconds: 0}});
  });

  it('is read from random data without an error', () => {
    const mutator = new Mutator(11);
    for (let round = 0; round < 20_000; round++) {
      const type = mutator.pick(['TIMImageElem', 'TIMSoundElem', 'TIMVideoFileElem', 'TIMFaceElem', 'TIMTextElem']);
      const fields = mutator.mutate({
        Text: 'hello [TUIEmoji_Smile]',
        Data: '[TUIEmoji_Smile]',
        Url: ADDRESS,
        imageInfoArray: [{url: ADDRESS, width: 1, height: 2}],
        VideoUrl: ADDRESS,
      });
      const content = replaceFaces(contentOf(type, fields));
      if (content && 'media' in content) expect(content.media!.url).toMatch(/^https:/);
    }
  });
});

describe('Tencent’s faces', () => {
  it.each([
    ['hello [TUIEmoji_Smile][TUIEmoji_Heart]!', 'hello 🙂❤️!'],
    ['[TUIEmoji_666] [TUIEmoji_Like]', '666 👍'],
    ['[TUIEmoji_Nobody] [TUIEmoji_constructor] [smile]', '[TUIEmoji_Nobody] [TUIEmoji_constructor] [smile]'],
    ['[TUIEmoji_Sigh]', '😮‍💨'],
  ])('are read as emoji: %s', (text, read) => {
    expect(replaceFaceCodes(text)).toBe(read);
  });

  it('can be elements, and an unknown sticker has no text', () => {
    expect(contentOf('TIMFaceElem', {index: 1, data: '[TUIEmoji_Kiss]'})).toMatchObject({kind: 'face', text: '😘'});
    expect(contentOf('TIMFaceElem', {Index: 1, Data: 'TUIEmoji_Kiss'})).toMatchObject({kind: 'face', text: '😘'});
    expect(contentOf('TIMFaceElem', {index: 4_350, data: 'yz01'})).toMatchObject({kind: 'face', text: ''});
    expect(contentOf('TIMFaceElem', {data: 'x'.repeat(9_000)})).toMatchObject({kind: 'face', text: ''});
  });

  it('stay unchanged where messages are checked and stored', () => {
    const text = 'hello [TUIEmoji_Smile]';
    expect(contentOf('TIMTextElem', {Text: text})).toMatchObject({text});
    expect(replaceFaces(contentOf('TIMTextElem', {Text: text}))).toMatchObject({text: 'hello 🙂'});
  });
});
