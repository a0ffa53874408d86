import {html, type TemplateResult} from 'lit';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {adoptStyles} from '../base/adopt-styles.js';
import {icon} from '../icons/icon.js';
import {attachmentStyles} from './attachments.styles.js';
import type {ToolHost} from './composer-options.js';

export interface AttachmentsOptions {
  readonly localize: LocalizeController;
  readonly send: () => void;
}

interface Attachment {
  readonly outgoing: OutgoingFile;
  /** Object URL of its preview. */
  readonly previewUrl: string;
}

/** Pasted or dropped files: shown with previews, and sent only after the viewer confirms. */
export class Attachments {
  readonly #composer: ToolHost;
  readonly #options: AttachmentsOptions;
  #attached: readonly Attachment[] = [];

  constructor(composer: ToolHost, options: AttachmentsOptions) {
    this.#composer = composer;
    this.#options = options;
    adoptStyles(composer.input.getRootNode() as ShadowRoot, attachmentStyles);
  }

  get count(): number {
    return this.#attached.length;
  }

  add(files: readonly OutgoingFile[]): void {
    const added = files.map((outgoing) => {
      return {outgoing, previewUrl: URL.createObjectURL(outgoing.cover ?? outgoing.file)};
    });
    this.#attached = [...this.#attached, ...added];
    this.#composer.render();
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
    this.#composer.render();
  }

  template(): TemplateResult {
    const {count} = this;
    const {localize, send} = this.#options;
    const {sendQuestion, sendFiles} = localize.locale.composer;
    const question = count ? sendQuestion(localize.exact(count), count) : '';
    // WebKit removes the role of a list without bullets, so the role is set.
    return html`<div class="attached">
      <ul class="files-attached" role="list" ?hidden=${!count}>
        ${this.#attached.map((attachment, index) => this.#item(attachment, index))}
      </ul>
      <p class="question" role="status">${question}</p>
      <button class="send-files" type="button" ?hidden=${!count} @click=${send}>${sendFiles}</button>
    </div>`;
  }

  #item(attachment: Attachment, index: number): TemplateResult {
    const {localize} = this.#options;
    const label = localize.locale.composer.removeFile(localize.exact(index + 1));
    const remove = ({currentTarget}: Event) => this.#remove(attachment, currentTarget as HTMLElement);
    return html`<li class="attachment">
      <img class="preview" alt="" src=${attachment.previewUrl} />
      <button class="remove" type="button" title=${label} aria-label=${label} @click=${remove}>${icon('close')}</button>
    </li>`;
  }

  #remove(removed: Attachment, button: HTMLElement): void {
    const index = this.#attached.indexOf(removed);
    const list = button.closest('ul')!;
    URL.revokeObjectURL(removed.previewUrl);
    this.#attached = this.#attached.filter((attachment) => attachment !== removed);
    button.blur(); // The button may belong to the next attachment now. A screen reader reads the element that takes the focus.
    this.#composer.render();
    const next = list.children[Math.min(index, this.count - 1)];
    if (next) next.querySelector('button')!.focus();
    else this.#composer.input.focus();
  }
}
