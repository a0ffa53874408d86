import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import {LiveError} from '../../src/protocol/errors.ts';
import type {Media} from '../../src/protocol/media.ts';
import {deferred, type MemoryService} from '../support/session/memory-service.ts';
import {fresh} from '../support/browser/room-fixture.ts';
import {hugePicture, PICTURE} from '../support/browser/pictures.ts';
import {eventually, until} from '../support/eventually.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';
import {type ChatHarness, openChat} from '../support/browser/chat-panel-harness.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

const VIDEO_URL = new URL('/demo/dev/media/host.mp4', location.href).href;

describe('pictures, voice messages and videos', () => {
  const image = {kind: 'image', url: PICTURE, thumb: PICTURE, width: 1_280, height: 800} as const;
  const sound = {kind: 'sound', url: VIDEO_URL, seconds: 12} as const;
  const video = {kind: 'video', url: VIDEO_URL, thumb: PICTURE, width: 360, height: 480, seconds: 12} as const;

  async function showing(media: Media): Promise<{harness: ChatHarness; button: HTMLButtonElement}> {
    const harness = await openChat();
    service.says({type: 'comment', kind: media.kind, text: '', media});
    const button = await until(() => findPrivate<HTMLButtonElement>(harness.panel, 'mediaButton'));
    return {harness, button};
  }

  for (const media of [image, sound, video] as const) {
    it(`axe finds no violation: ${media.kind}`, async () => {
      const {harness} = await showing(media);
      await expect(harness.panel).to.be.accessible();
    });
  }

  it('a picture reserves its space before it loads, and opens enlarged', async () => {
    const {harness, button} = await showing(image);
    const {width, height} = button.getBoundingClientRect();
    expect(width / height).to.be.closeTo(1.6, 0.05);
    expect(height).to.be.at.most(176);
    await until(() => button.querySelector('img')!.naturalWidth > 0);
    button.click();
    const dialog = harness.panel.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]')!;
    await until(() => dialog.querySelector('img')!.naturalWidth > 0);
    expect(dialog.getBoundingClientRect().width).to.be.at.most(innerWidth);
    await expect(harness.panel).to.be.accessible();
    await keyboard('{Escape}');
    await eventually(() => expect(harness.panel.shadowRoot!.querySelector('dialog')).to.be.null);
  });

  it('a file that does not load shows a message and affects no other', async () => {
    const harness = await openChat();
    service.says({type: 'comment', kind: 'image', text: '', media: {...image, thumb: `${PICTURE}.none`}});
    await eventually(() => expect(harness.lines).to.deep.equal(['It cannot be shown.']));
    service.comment('next');
    await harness.shows(['It cannot be shown.', 'next']);
  });

  it('a picture with too many pixels is never decoded, neither in the list nor enlarged', async () => {
    const address = hugePicture();
    const {harness, button} = await showing({...image, url: address});
    button.click();
    const dialog = harness.panel.shadowRoot!.querySelector<HTMLDialogElement>('dialog[open]')!;
    const large = dialog.querySelector('img')!;
    expect(getComputedStyle(large).visibility).to.equal('hidden');
    await until(() => !large.isConnected);
    expect(large.naturalWidth * large.naturalHeight).to.equal(20_000 * 20_000);
    expect(dialog.textContent).to.include('It cannot be shown.');
    dialog.close();
    service.says({type: 'comment', kind: 'image', text: '', media: {...image, thumb: address}});
    await eventually(() => expect(harness.lines.at(-1)).to.equal('It cannot be shown.'));
    expect(getComputedStyle(button.querySelector('img')!).visibility).to.equal('visible');
  });

  it('a video plays in its line and loads nothing before', async () => {
    const {harness, button} = await showing(video);
    expect(button.ariaLabel).to.equal('Play the video, 12 s');
    expect(harness.panel.shadowRoot!.querySelector('video')).to.be.null;
    button.click();
    const videoElement = harness.panel.shadowRoot!.querySelector('video')!;
    await until(() => videoElement.currentTime > 0);
    harness.panel.remove();
    await eventually(() => expect(videoElement.paused).to.be.true);
  });

  it('a video without a cover shows its own frame once it is in view', async () => {
    const {harness, button} = await showing({...video, thumb: ''});
    const canvas = await until(() => button.querySelector('canvas'));
    const {width, height} = canvas;
    expect(width / height).to.be.closeTo(360 / 480, 0.05);
    const {data} = canvas.getContext('2d')!.getImageData(0, 0, width, height);
    expect(new Set(data).size).to.be.greaterThan(50); // The frame is not a single colour.
    expect(harness.panel.shadowRoot!.querySelector('video')).to.be.null;
    await expect(harness.panel).to.be.accessible();
    button.click();
    const videoElement = harness.panel.shadowRoot!.querySelector('video')!;
    await until(() => videoElement.currentTime > 0);
  });

  it('a broken video shows no frame', async () => {
    const loads = sinon.spy(HTMLMediaElement.prototype, 'src', ['set']).set;
    atTestEnd(() => void sinon.restore());
    const {button} = await showing({...video, url: new URL('/package.json', location.href).href, thumb: ''});
    const lying = await until(() => loads.thisValues[0] as HTMLVideoElement | undefined);
    await eventually(() => expect(lying.hasAttribute('src')).to.be.false);
    expect(button.querySelector('canvas')).to.be.null;
    expect(loads).to.have.been.calledOnce;
  });

  it('a video shows no frame when the viewer saves data', async () => {
    const loads = sinon.spy(HTMLMediaElement.prototype, 'src', ['set']).set;
    Object.defineProperty(navigator, 'connection', {configurable: true, value: {saveData: true}});
    atTestEnd(() => {
      sinon.restore();
      Reflect.deleteProperty(navigator, 'connection');
    });
    const {button} = await showing({...video, thumb: ''});
    // An IntersectionObserver reports a visible element by the second frame.
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    expect(button.getBoundingClientRect().height).to.be.greaterThan(0);
    expect(loads).not.to.have.been.called;
  });

  it('a voice message plays, pauses, and stops when another plays', async () => {
    const {harness, button} = await showing(sound);
    expect(button.ariaLabel).to.equal('Play the voice message, 12 s');
    button.click();
    await eventually(() => expect(button.ariaLabel).to.equal('Pause the voice message'));
    service.says({type: 'comment', kind: 'sound', text: '', media: {...sound}});
    const other = await until(() => findAllPrivate<HTMLButtonElement>(harness.panel, 'mediaButton')[1]);
    other.click();
    await eventually(() => expect(other.ariaLabel).to.equal('Pause the voice message'));
    await eventually(() => expect(button.ariaLabel).to.equal('Play the voice message, 12 s'));
    other.click();
    await eventually(() => expect(other.ariaLabel).to.equal('Play the voice message, 12 s'));
  });

  it('keep their state while the list moves', async () => {
    const {harness, button} = await showing(sound);
    service.comment('next');
    await harness.shows(['12″', 'next']);
    expect(findPrivate(harness.panel, 'mediaButton')).to.equal(button);
  });
});

describe('sending files', () => {
  /** A picture of a size, as a camera or a screen makes them. */
  async function drawn(width: number, height: number, type: string): Promise<File> {
    const canvas = Object.assign(document.createElement('canvas'), {width, height});
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'teal';
    context.fillRect(0, 0, width, height / 2);
    const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!), type));
    return new File([blob], 'Holiday at home.bin', {type});
  }

  /** Pastes files from a clipboard. */
  function paste(harness: ChatHarness, ...files: File[]): void {
    const clipboardData = new DataTransfer();
    for (const file of files) clipboardData.items.add(file);
    const event = new ClipboardEvent('paste', {bubbles: true, composed: true, cancelable: true});
    Object.defineProperty(event, 'clipboardData', {value: clipboardData}); // Firefox ignores a clipboard that a page sets.
    harness.input.dispatchEvent(event);
  }

  /** Pastes a file and confirms it. */
  async function send(harness: ChatHarness, file: File): Promise<void> {
    paste(harness, file);
    await eventually(() => expect(findPrivate(harness.panel, 'attachedFile')).not.to.be.null);
    findPrivate(harness.panel, 'sendFilesButton')!.click();
  }

  const line = (harness: ChatHarness) => harness.room.session.state.comments.list.at(-1);

  it('a sent picture is listed at once with its progress, then with its address at the service', async () => {
    const harness = await openChat();
    service.commentsWaitFor = deferred();
    await send(harness, await drawn(300, 200, 'image/png'));
    await eventually(() => expect(line(harness)).to.include({delivery: 'pending', progress: 0.5, kind: 'image'}));
    await eventually(() => expect(harness.panel.shadowRoot!.querySelector('progress')?.value).to.equal(0.5));
    const preview = await until(() => findPrivate<HTMLImageElement>(harness.panel, 'pictureInText'));
    await until(() => preview.naturalWidth === 300);
    await expect(harness.panel).to.be.accessible();
    service.commentsWaitFor.resolve();
    await eventually(() => expect(line(harness)!.delivery).to.equal('sent'));
    expect(line(harness)!.media).to.have.property('url', 'https://files.example/1-live-room.png');
    expect(service.files[0]!.name).to.equal('live-room.png'); // The file has a neutral name.
  });

  it('a large picture is scaled down before it is sent', async () => {
    const harness = await openChat();
    await send(harness, await drawn(4_000, 3_000, 'image/jpeg'));
    await eventually(() => expect(service.files).to.have.lengthOf(1));
    const bitmap = await createImageBitmap(service.files[0]!);
    expect([bitmap.width, bitmap.height]).to.deep.equal([1_600, 1_200]);
    expect(service.files[0]!.type).to.equal('image/jpeg');
  });

  it('a short video is sent with its length; another file type is refused with a message', async () => {
    const harness = await openChat();
    const blob = await (await fetch(VIDEO_URL)).blob();
    await send(harness, new File([blob], 'film.mp4', {type: 'video/mp4'}));
    await eventually(() => expect(service.files).to.have.lengthOf(1));
    expect(service.files[0]!.type).to.equal('video/mp4');
    for (const [content, type] of [
      ['<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>', 'image/svg+xml'],
      ['<!doctype html><script>1</script>', 'image/png'],
      ['\u0089PNG\r\n', 'image/png'],
      ['....ftypisom and then nothing', 'video/mp4'],
    ] as const) {
      paste(harness, new File([content], 'a.png', {type}));
      await eventually(() => expect(harness.message).to.include('no picture'));
      await harness.type('x{Backspace}');
      expect(harness.message).to.equal('');
    }
    expect(service.files).to.have.lengthOf(1);
  });

  it('a picture with an enormous stated size is refused before it is decoded', async () => {
    const harness = await openChat();
    const header = new Uint8Array(64);
    header.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
    new DataView(header.buffer).setUint32(16, 20_000);
    new DataView(header.buffer).setUint32(20, 20_000);
    paste(harness, new File([header], 'bomb.png', {type: 'image/png'}));
    await eventually(() => expect(harness.message).to.equal('This file is too large.'));
    expect(service.files).to.have.lengthOf(0);
  });

  it('a failed file can be sent again or discarded', async () => {
    const harness = await openChat();
    service.commentError = new LiveError('CONNECTION_LOST', 'no response');
    await send(harness, await drawn(30, 20, 'image/png'));
    await eventually(() => expect(line(harness)?.delivery).to.equal('failed'));
    service.commentError = undefined;
    const button = (words: string) =>
      findAllPrivate(harness.panel, 'resendButton').find(({textContent}) => textContent === words);
    (await until(() => button('Try again'))).click();
    await eventually(() => expect(line(harness)!.delivery).to.equal('sent'));
    await eventually(() => expect(button('Cancel'), 'of the first file').to.be.undefined);
    service.commentsWaitFor = deferred();
    await send(harness, await drawn(30, 20, 'image/png'));
    (await until(() => button('Cancel'))).click();
    await eventually(() => expect(harness.room.session.state.comments.list).to.have.lengthOf(1));
    service.commentsWaitFor.resolve();
    await harness.settled();
    expect(service.files).to.have.lengthOf(1);
  });
});
