/** Harness of the chat panel: its comments and its composer. */
import {expect} from '@open-wc/testing';
import type {ChatPanel} from '../../../src/elements/chat-panel/chat-panel.ts';
import type {LiveRoom} from '../../../src/elements/live-room/live-room.ts';
import {eventually, until} from '../eventually.ts';
import {findPrivate} from './private-elements.ts';
import {joinedRoom, part, parts, roomService, settled} from './room-fixture.ts';
import {click, keyboard} from './user-input.ts';

export class ChatHarness {
  readonly panel: ChatPanel;

  constructor(readonly room: LiveRoom) {
    this.panel = room.querySelector('chat-panel')!;
  }

  get lines(): string[] {
    return parts(this.panel, 'text').map(({textContent}) => textContent);
  }

  get input(): HTMLTextAreaElement {
    return part(this.panel, 'input') as HTMLTextAreaElement;
  }

  get list(): HTMLElement {
    return part(this.panel, 'list');
  }

  get message(): string {
    return findPrivate(this.panel, 'composerHint')!.textContent.trim();
  }

  async settled(): Promise<void> {
    await settled(this.room);
  }

  async type(text: string): Promise<void> {
    await click(this.input);
    await keyboard(text);
    await this.settled();
  }

  /** Sends comments of another viewer: `line 0`, `line 1` and so on. */
  async fill(count: number): Promise<void> {
    for (let i = 0; i < count; i++) roomService().comment(`line ${i}`);
    await eventually(() => expect(this.lines).to.have.lengthOf(count));
    await this.settled();
  }

  /** Resolves when the list shows its last line: before that it may still scroll by itself. */
  async atEnd(): Promise<void> {
    const {list} = this;
    await eventually(() => expect(list.scrollHeight - list.clientHeight - list.scrollTop).to.be.lessThan(2));
  }

  /** Position of a comment on the screen, px. */
  place(text: string): number {
    return parts(this.panel, 'text')
      .find(({textContent}) => textContent === text)!
      .getBoundingClientRect().top;
  }

  get closed(): boolean {
    return this.input.readOnly && this.input.ariaDisabled === 'true';
  }

  async shows(lines: string[]): Promise<void> {
    await eventually(() => expect(this.lines).to.deep.equal(lines));
  }
}

/** A joined room with a chat panel whose composer is ready. */
export async function openChat(attributes = ''): Promise<ChatHarness> {
  const harness = new ChatHarness(await joinedRoom(`<chat-panel style="height: 300px" ${attributes}></chat-panel>`));
  await until(() => findPrivate(harness.panel, 'composerTools'));
  return harness;
}
