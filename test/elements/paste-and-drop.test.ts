import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import {fresh, joinedRoom, part, settled} from '../support/browser/room-fixture.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {quarters} from '../support/browser/media-files.ts';
import {eventually, until} from '../support/eventually.ts';
import {click, keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

interface Harness {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly input: HTMLTextAreaElement;
}

async function chat(): Promise<Harness> {
  const room = await joinedRoom('<chat-panel style="height: 400px"></chat-panel>');
  const host = room.querySelector<HTMLElement>('chat-panel')!;
  const root = host.shadowRoot!;
  await until(() => findPrivate(root, 'composerTools'));
  return {host, root, input: part(host, 'input') as HTMLTextAreaElement};
}

const png = async (name = 'image.png') => new File([await quarters(30, 20, 'image/png')], name, {type: 'image/png'});

type Content = File | readonly [type: string, text: string];

function transfer(...contents: readonly Content[]): DataTransfer {
  const data = new DataTransfer();
  for (const content of contents) {
    if (content instanceof File) data.items.add(content);
    else data.items.add(content[1], content[0]);
  }
  return data;
}

/** Dispatches the browser's event; true if the browser is left to insert the text. */
function paste({input}: Harness, ...contents: readonly Content[]): boolean {
  const clipboardData = transfer(...contents);
  return input.dispatchEvent(
    Object.defineProperty(
      new ClipboardEvent('paste', {bubbles: true, composed: true, cancelable: true}),
      'clipboardData', // Firefox ignores a clipboardData from a page.
      {value: clipboardData},
    ),
  );
}

function drop(target: Element, ...contents: readonly Content[]): boolean {
  const dataTransfer = transfer(...contents);
  const init = {dataTransfer, bubbles: true, composed: true, cancelable: true};
  target.dispatchEvent(new DragEvent('dragover', init));
  return target.dispatchEvent(new DragEvent('drop', init));
}

const previews = ({root}: Harness) => findAllPrivate(root, 'attachedFile');
const sendButton = ({root}: Harness) => findPrivate<HTMLButtonElement>(root, 'sendFilesButton')!;
const question = ({root}: Harness) => findPrivate(root, 'pasteQuestion')!.textContent;
const why = ({root}: Harness) => findPrivate(root, 'composerHint')!.textContent;

const CELLS = [
  ['text/plain', 'Tea\t12\nCup\t8\n'],
  ['text/html', '<style>td{mso:1}</style><table><tr><td>Tea</td><td>12</td></tr></table>'],
] as const;
const IMG = '<meta charset=\'utf-8\'><img src="https://shop.example/tea.png?a=1&amp;b=2" alt="tea"/>';

describe('a clipboard', () => {
  for (const [name, contents] of [
    ['cells of a spreadsheet', CELLS],
    [
      'words of a text processor',
      [
        ['text/plain', 'Dear guests'],
        ['text/html', '<p>Dear <b>guests</b></p>'],
        ['text/rtf', '{}'],
      ],
    ],
    [
      'text with a picture in it',
      [
        ['text/plain', 'look: '],
        ['text/html', `<p>look: </p>${IMG}`],
      ],
    ],
  ] as const) {
    it(`with ${name} and a picture of it is text: the browser inserts it, and nothing is attached`, async () => {
      const harness = await chat();
      expect(paste(harness, ...contents, await png())).to.be.true;
      await settled(harness.host);
      expect(previews(harness)).to.have.lengthOf(0);
      expect(service.files).to.have.lengthOf(0);
    });
  }

  for (const [name, contents] of [
    ['alone', []],
    ['copied from a page in Chrome', [['text/html', IMG]]],
    [
      'copied from a page in Firefox',
      [
        ['text/plain', 'https://shop.example/tea.png?a=1&b=2'],
        ['text/html', IMG],
      ],
    ],
    [
      'copied from a document',
      [
        ['text/plain', ' \r\n'],
        ['text/html', `<p>${IMG}<o:p>&nbsp;</o:p></p>`],
      ],
    ],
    ['copied in a file manager', [['text/plain', 'image.png']]],
  ] as const) {
    it(`with a picture ${name} asks for confirmation and sends it`, async () => {
      const harness = await chat();
      expect(paste(harness, ...contents, await png())).to.be.false;
      await eventually(() => expect(previews(harness)).to.have.lengthOf(1));
      expect(question(harness)).to.equal('Send this file?');
      expect(service.files).to.have.lengthOf(0);
      await expect(harness.host).to.be.accessible();
      await click(sendButton(harness));
      await eventually(() => expect(service.files).to.have.lengthOf(1));
      expect(previews(harness)).to.have.lengthOf(0);
      expect(question(harness)).to.equal('');
    });
  }

  it('with a file whose name is stored decomposed attaches that file', async () => {
    const harness = await chat();
    const picture = new File([await png()], 'Menu\u0308.png', {type: 'image/png'});
    expect(paste(harness, ['text/plain', 'Men\u00fc.png'], picture)).to.be.false;
    await eventually(() => expect(previews(harness)).to.have.lengthOf(1));
  });

  it('with HTML text and no plain text inserts the text', async () => {
    const harness = await chat();
    harness.input.focus();
    expect(paste(harness, ['text/html', '<p>Tea &amp; cups</p>'], await png())).to.be.false;
    await eventually(() => expect(harness.input.value).to.equal('Tea & cups'));
    expect(previews(harness)).to.have.lengthOf(0);
    document.execCommand('undo');
    expect(harness.input.value).to.equal('');
  });

  it('with neither is left to the browser', async () => {
    const harness = await chat();
    expect(paste(harness, ['application/x-own', 'x'])).to.be.true;
  });
});

describe('an attachment', () => {
  it('is sent by Enter, after the text before it', async () => {
    const harness = await chat();
    paste(harness, await png());
    await eventually(() => expect(previews(harness)).to.have.lengthOf(1));
    await click(harness.input);
    await keyboard('look{Enter}');
    await eventually(() => expect(service.files).to.have.lengthOf(1));
    expect(harness.input.value).to.equal('');
    paste(harness, await png());
    await eventually(() => expect(previews(harness)).to.have.lengthOf(1));
    await keyboard('{Enter}');
    await eventually(() => expect(service.files).to.have.lengthOf(2));
  });

  it('is removed by its button, or all by Escape, and is not sent', async () => {
    const harness = await chat();
    paste(harness, await png(), await png(), await png());
    await eventually(() => expect(previews(harness)).to.have.lengthOf(3));
    expect(question(harness)).to.equal('Send these 3 files?');
    const remove = findPrivate<HTMLButtonElement>(harness.root, 'removeFileButton')!;
    expect(remove.getAttribute('aria-label')).to.equal('Remove file 1');
    remove.focus();
    await keyboard('{Enter}');
    expect(previews(harness)).to.have.lengthOf(2);
    expect(harness.root.activeElement?.getAttribute('aria-label')).to.equal('Remove file 1');
    harness.input.focus();
    await keyboard('{Escape}');
    expect(previews(harness)).to.have.lengthOf(0);
    await keyboard('{Enter}');
    await settled(harness.host);
    expect(service.files).to.have.lengthOf(0);
  });

  it('is confirmed in Chinese', async () => {
    document.documentElement.lang = 'zh-CN';
    const harness = await chat();
    paste(harness, await png());
    await eventually(() => expect(question(harness)).to.equal('发送这个文件？'));
    expect(sendButton(harness).textContent).to.equal('发送文件');
    document.documentElement.lang = 'en';
  });

  it('is limited to nine files, and a message reports the others', async () => {
    const harness = await chat();
    paste(harness, ...(await Promise.all(Array.from({length: 12}, () => png()))));
    await eventually(() => expect(previews(harness)).to.have.lengthOf(9));
    await eventually(() => expect(why(harness)).to.equal('At most 9 files at once: the others were left out.'));
    paste(harness, await png());
    await eventually(() => expect(why(harness)).to.equal('At most 9 files at once: the others were left out.'));
    expect(previews(harness)).to.have.lengthOf(9);
  });

  it('has a supported type, and a message reports other files', async () => {
    const harness = await chat();
    const large = new File([await quarters(30, 20, 'image/png'), new Uint8Array(41 * 1_048_576)], 'a.png');
    for (const [file, words] of [
      [new File(['%PDF-1.7'], 'a.pdf'), 'This is no picture'],
      [large, 'This file is too large.'],
    ] as const) {
      paste(harness, file, await png());
      await eventually(() => expect(why(harness)).to.include(words));
      await eventually(() => expect(previews(harness)).to.have.lengthOf(1));
      await click(harness.input);
      await keyboard('{Escape}');
    }
    expect(service.files).to.have.lengthOf(0);
  });
});

describe('a drop', () => {
  it('of files asks for confirmation and does not open them in place of the page', async () => {
    const harness = await chat();
    expect(drop(harness.input, await png(), await png())).to.be.false;
    await eventually(() => expect(previews(harness)).to.have.lengthOf(2));
    expect(service.files).to.have.lengthOf(0);
  });

  it('of a picture of a page attaches the picture, not its address', async () => {
    const harness = await chat();
    const contents = [
      ['text/uri-list', 'https://shop.example/tea.png'],
      ['text/html', IMG],
    ] as const;
    expect(drop(harness.input, ...contents, await png('tea.png'))).to.be.false;
    await eventually(() => expect(previews(harness)).to.have.lengthOf(1));
  });

  it('of text or a link on the field is left to the browser', async () => {
    const harness = await chat();
    expect(drop(harness.input, ['text/plain', 'hello'])).to.be.true;
    const link = ['text/uri-list', 'https://shop.example/p/1'] as const;
    expect(drop(harness.input, link, ['text/plain', link[1]], ['text/html', `<a href="${link[1]}">Tea</a>`])).to.be
      .true;
  });

  it('of a link next to the field inserts it, and the page stays', async () => {
    const harness = await chat();
    const link = ['text/uri-list', 'https://shop.example/p/1'] as const;
    expect(drop(part(harness.host, 'composer'), link)).to.be.false;
    expect(harness.input.value).to.equal(link[1]);
  });

  it('of cells with their picture inserts text', async () => {
    const harness = await chat();
    expect(drop(harness.input, ...CELLS, await png())).to.be.false;
    expect(harness.input.value).to.equal(CELLS[0][1]);
    expect(previews(harness)).to.have.lengthOf(0);
  });

  it('of a folder shows that a folder cannot be sent', async () => {
    const harness = await chat();
    sinon.stub(DataTransferItem.prototype, 'webkitGetAsEntry').returns({isDirectory: true} as FileSystemEntry);
    expect(drop(harness.input, new File([''], 'holiday'))).to.be.false;
    sinon.restore();
    await eventually(() => expect(why(harness)).to.equal('A folder cannot be sent.'));
  });
});
