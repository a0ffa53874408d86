import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createButton, createElement} from '../base/dom.js';

export interface AttachmentsOptions {
  readonly localize: LocalizeController;
  readonly send: () => void;
  /** Called when the viewer removed the last attachment. */
  readonly onEmpty: () => void;
}

interface Attachment {
  readonly outgoing: OutgoingFile;
  /** Object URL of its preview. */
  readonly previewUrl: string;
}

/** Pasted or dropped files: shown with previews, and sent only after the viewer confirms. */
export class Attachments {
  readonly node = createElement('div', 'attached');
  readonly #options: AttachmentsOptions;
  readonly #confirmation = createElement('p', 'question');
  readonly #list = createElement('ul', 'files-attached');
  readonly #send: HTMLButtonElement;
  #attached: readonly Attachment[] = [];

  constructor(options: AttachmentsOptions) {
    this.#options = options;
    this.#send = createButton('send-files', options.send);
    this.#confirmation.setAttribute('role', 'status');
    this.#list.setAttribute('role', 'list'); // WebKit removes the role together with the bullets.
    this.node.append(this.#list, this.#confirmation, this.#send);
    this.#draw();
  }

  get count(): number {
    return this.#attached.length;
  }

  add(files: readonly OutgoingFile[]): void {
    const added = files.map((outgoing) => {
      return {outgoing, previewUrl: URL.createObjectURL(outgoing.cover ?? outgoing.file)};
    });
    this.#attached = [...this.#attached, ...added];
    this.#draw();
  }

  /** Returns the attached files and removes them. */
  takeAll(): readonly OutgoingFile[] {
    const taken = this.#attached.map(({outgoing}) => outgoing);
    this.clear();
    return taken;
  }

  clear(): void {
    for (const {previewUrl} of this.#attached) URL.revokeObjectURL(previewUrl);
    this.#attached = [];
    this.#draw();
  }

  #remove(removed: Attachment): void {
    const index = this.#attached.indexOf(removed);
    URL.revokeObjectURL(removed.previewUrl);
    this.#attached = this.#attached.filter((attachment) => attachment !== removed);
    this.#draw();
    const removeButtons = this.#list.querySelectorAll<HTMLElement>('.remove');
    if (removeButtons.length) removeButtons[Math.min(index, removeButtons.length - 1)]!.focus();
    else this.#options.onEmpty();
  }

  #draw(): void {
    const {count} = this;
    const {localize} = this.#options;
    const {sendQuestion, sendFiles, removeFile} = localize.locale.composer;
    this.#confirmation.textContent = count ? sendQuestion(localize.exact(count), count) : '';
    this.#send.textContent = sendFiles;
    this.#list.hidden = this.#send.hidden = !count;
    this.#list.replaceChildren(
      ...this.#attached.map((attachment, index) => {
        const item = createElement('li', 'attachment');
        const image = createElement('img', 'preview');
        image.alt = '';
        image.src = attachment.previewUrl;
        const remove = createButton('remove', () => this.#remove(attachment), '✕');
        remove.title = removeFile(localize.exact(index + 1));
        remove.setAttribute('aria-label', remove.title);
        item.append(image, remove);
        return item;
      }),
    );
  }
}
