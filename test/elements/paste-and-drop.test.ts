import {beforeEach, describe, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import {fresh, joinedRoom, part, settled, expectAccessible} from '../support/room-fixture.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {quarters} from '../support/media-files.ts';

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
  await vi.waitUntil(() => root.querySelector('.tools'));
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

/** Dispatches what a browser does; true if the browser is left to insert the text. */
function paste({input}: Harness, ...contents: readonly Content[]): boolean {
  const clipboardData = transfer(...contents);
  return input.dispatchEvent(
    new ClipboardEvent('paste', {clipboardData, bubbles: true, composed: true, cancelable: true}),
  );
}

function drop(target: Element, ...contents: readonly Content[]): boolean {
  const dataTransfer = transfer(...contents);
  const init = {dataTransfer, bubbles: true, composed: true, cancelable: true};
  target.dispatchEvent(new DragEvent('dragover', init));
  return target.dispatchEvent(new DragEvent('drop', init));
}

const previews = ({root}: Harness) => root.querySelectorAll('.attached li');
const sendButton = ({root}: Harness) => root.querySelector<HTMLButtonElement>('.send-files')!;
const question = ({root}: Harness) => root.querySelector('.question')!.textContent;
const why = ({root}: Harness) => root.querySelector('.why')!.textContent;

const CELLS = [
  ['text/plain', 'Tea\t12\nCup\t8\n'],
  ['text/html', '<style>td{mso:1}</style><table><tr><td>Tea</td><td>12</td></tr></table>'],
] as const;
const IMG = '<meta charset=\'utf-8\'><img src="https://shop.example/tea.png?a=1&amp;b=2" alt="tea"/>';

describe('a clipboard', () => {
  test.each<[string, readonly (readonly [string, string])[]]>([
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
  ])('with %s and a picture of it is text: the browser inserts it, nothing is attached', async (_name, contents) => {
    const harness = await chat();
    expect(paste(harness, ...contents, await png())).toBe(true);
    await settled(harness.host);
    expect(previews(harness)).toHaveLength(0);
    expect(service.files).toHaveLength(0);
  });

  test.each<[string, readonly (readonly [string, string])[]]>([
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
  ])('with a picture %s is asked about, and sent once the viewer says so', async (_name, contents) => {
    const harness = await chat();
    expect(paste(harness, ...contents, await png())).toBe(false);
    await vi.waitFor(() => expect(previews(harness)).toHaveLength(1));
    expect(question(harness)).toBe('Send this file?');
    expect(service.files).toHaveLength(0);
    await expectAccessible(harness.host);
    await userEvent.click(sendButton(harness));
    await vi.waitFor(() => expect(service.files).toHaveLength(1));
    expect(previews(harness)).toHaveLength(0);
    expect(question(harness)).toBe('');
  });

  test('with HTML that has words, and no plain text, gives its words', async () => {
    const harness = await chat();
    harness.input.focus();
    expect(paste(harness, ['text/html', '<p>Tea &amp; cups</p>'], await png())).toBe(false);
    await vi.waitFor(() => expect(harness.input.value).toBe('Tea & cups'));
    expect(previews(harness)).toHaveLength(0);
    document.execCommand('undo');
    expect(harness.input.value).toBe('');
  });

  test('with nothing of either is left to the browser', async () => {
    const harness = await chat();
    expect(paste(harness, ['application/x-own', 'x'])).toBe(true);
  });
});

describe('what is attached', () => {
  test('goes by Enter, with the text before it', async () => {
    const harness = await chat();
    paste(harness, await png());
    await vi.waitFor(() => expect(previews(harness)).toHaveLength(1));
    await userEvent.click(harness.input);
    await userEvent.keyboard('look{Enter}');
    await vi.waitFor(() => expect(service.files).toHaveLength(1));
    expect(harness.input.value).toBe('');
    paste(harness, await png());
    await vi.waitFor(() => expect(previews(harness)).toHaveLength(1));
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(service.files).toHaveLength(2));
  });

  test('is removed by its button, or all by Escape, and is not sent', async () => {
    const harness = await chat();
    paste(harness, await png(), await png(), await png());
    await vi.waitFor(() => expect(previews(harness)).toHaveLength(3));
    expect(question(harness)).toBe('Send these 3 files?');
    const remove = harness.root.querySelector<HTMLButtonElement>('.remove')!;
    expect(remove.getAttribute('aria-label')).toBe('Remove file 1');
    remove.focus();
    await userEvent.keyboard('{Enter}');
    expect(previews(harness)).toHaveLength(2);
    expect(harness.root.activeElement?.getAttribute('aria-label')).toBe('Remove file 1');
    harness.input.focus();
    await userEvent.keyboard('{Escape}');
    expect(previews(harness)).toHaveLength(0);
    await userEvent.keyboard('{Enter}');
    await settled(harness.host);
    expect(service.files).toHaveLength(0);
  });

  test('is asked about in Chinese', async () => {
    document.documentElement.lang = 'zh-CN';
    const harness = await chat();
    paste(harness, await png());
    await vi.waitFor(() => expect(question(harness)).toBe('发送这个文件？'));
    expect(sendButton(harness).textContent).toBe('发送文件');
    document.documentElement.lang = 'en';
  });

  test('is nine files at most; the others are said to be left out', async () => {
    const harness = await chat();
    paste(harness, ...(await Promise.all(Array.from({length: 12}, () => png()))));
    await vi.waitFor(() => expect(previews(harness)).toHaveLength(9));
    expect(why(harness)).toBe('At most 9 files at once: the others were left out.');
    paste(harness, await png());
    await vi.waitFor(() => expect(why(harness)).toBe('At most 9 files at once: the others were left out.'));
    expect(previews(harness)).toHaveLength(9);
  });

  test('is what can be sent; what cannot is said', async () => {
    const harness = await chat();
    const large = new File([await quarters(30, 20, 'image/png'), new Uint8Array(41 * 1_048_576)], 'a.png');
    for (const [file, words] of [
      [new File(['%PDF-1.7'], 'a.pdf'), 'This is no picture'],
      [large, 'This file is too large.'],
    ] as const) {
      paste(harness, file, await png());
      await vi.waitFor(() => expect(why(harness)).toContain(words));
      await vi.waitFor(() => expect(previews(harness)).toHaveLength(1));
      await userEvent.click(harness.input);
      await userEvent.keyboard('{Escape}');
    }
    expect(service.files).toHaveLength(0);
  });
});

describe('what is dropped', () => {
  test('as files is asked about, and does not open in place of the page', async () => {
    const harness = await chat();
    expect(drop(harness.input, await png(), await png())).toBe(false);
    await vi.waitFor(() => expect(previews(harness)).toHaveLength(2));
    expect(service.files).toHaveLength(0);
  });

  test('as a picture of a page is that picture, not its address', async () => {
    const harness = await chat();
    const contents = [
      ['text/uri-list', 'https://shop.example/tea.png'],
      ['text/html', IMG],
    ] as const;
    expect(drop(harness.input, ...contents, await png('tea.png'))).toBe(false);
    await vi.waitFor(() => expect(previews(harness)).toHaveLength(1));
  });

  test('as text or a link into the field is left to the browser', async () => {
    const harness = await chat();
    expect(drop(harness.input, ['text/plain', 'hello'])).toBe(true);
    const link = ['text/uri-list', 'https://shop.example/p/1'] as const;
    expect(drop(harness.input, link, ['text/plain', link[1]], ['text/html', `<a href="${link[1]}">Tea</a>`])).toBe(
      true,
    );
  });

  test('as a link beside the field goes into it, and the page stays', async () => {
    const harness = await chat();
    const link = ['text/uri-list', 'https://shop.example/p/1'] as const;
    expect(drop(part(harness.host, 'composer'), link)).toBe(false);
    expect(harness.input.value).toBe(link[1]);
  });

  test('as cells with their picture is text', async () => {
    const harness = await chat();
    expect(drop(harness.input, ...CELLS, await png())).toBe(false);
    expect(harness.input.value).toBe(CELLS[0][1]);
    expect(previews(harness)).toHaveLength(0);
  });

  test('as a folder is said to be none that can be sent', async () => {
    const harness = await chat();
    vi.spyOn(DataTransferItem.prototype, 'webkitGetAsEntry').mockReturnValue({isDirectory: true} as FileSystemEntry);
    expect(drop(harness.input, new File([''], 'holiday'))).toBe(false);
    vi.restoreAllMocks();
    await vi.waitFor(() => expect(why(harness)).toBe('A folder cannot be sent.'));
  });
});
