import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createButton, createElement} from '../base/dom.js';

export interface AttachmentsOptions {
  readonly text: LocalizeController;
  readonly send: () => void;
  /** Called when the viewer removed the last attachment. */
  readonly emptied: () => void;
}

interface Attachment {
  readonly outgoing: OutgoingFile;
  /** Object URL of its preview. */
  readonly address: string;
}

/** Pasted or dropped files: shown with previews, and sent only after the viewer confirms. */
export class Attachments {
  readonly node = createElement('div', 'attached');
  readonly #options: AttachmentsOptions;
  readonly #question = createElement('p', 'question');
  readonly #list = createElement('ul', 'files-attached');
  readonly #send: HTMLButtonElement;
  #attached: readonly Attachment[] = [];

  constructor(options: AttachmentsOptions) {
    this.#options = options;
    this.#send = createButton('send-files', options.send);
    this.#question.setAttribute('role', 'status');
    this.#list.setAttribute('role', 'list'); // WebKit removes the role together with the bullets.
    this.node.append(this.#list, this.#question, this.#send);
    this.#draw();
  }

  get count(): number {
    return this.#attached.length;
  }

  add(files: readonly OutgoingFile[]): void {
    const added = files.map((outgoing) => {
      return {outgoing, address: URL.createObjectURL(outgoing.cover ?? outgoing.file)};
    });
    this.#attached = [...this.#attached, ...added];
    this.#draw();
  }

  /** Returns the attached files and removes them. */
  take(): readonly OutgoingFile[] {
    const taken = this.#attached.map(({outgoing}) => outgoing);
    this.clear();
    return taken;
  }

  clear(): void {
    for (const {address} of this.#attached) URL.revokeObjectURL(address);
    this.#attached = [];
    this.#draw();
  }

  #remove(removed: Attachment): void {
    const nth = this.#attached.indexOf(removed);
    URL.revokeObjectURL(removed.address);
    this.#attached = this.#attached.filter((attachment) => attachment !== removed);
    this.#draw();
    const removes = this.#list.querySelectorAll<HTMLElement>('.remove');
    if (removes.length) removes[Math.min(nth, removes.length - 1)]!.focus();
    else this.#options.emptied();
  }

  #draw(): void {
    const {count} = this;
    const {text} = this.#options;
    const {sendQuestion, sendFiles, removeFile} = text.locale.composer;
    this.#question.textContent = count ? sendQuestion(text.exact(count), count) : '';
    this.#send.textContent = sendFiles;
    this.#list.hidden = this.#send.hidden = !count;
    this.#list.replaceChildren(
      ...this.#attached.map((attachment, index) => {
        const item = createElement('li', 'attachment');
        const image = createElement('img', 'preview');
        image.alt = '';
        image.src = attachment.address;
        const remove = createButton('remove', () => this.#remove(attachment), '✕');
        remove.title = removeFile(text.exact(index + 1));
        remove.setAttribute('aria-label', remove.title);
        item.append(image, remove);
        return item;
      }),
    );
  }
}
