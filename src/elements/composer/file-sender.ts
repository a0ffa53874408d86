import {html, type TemplateResult} from 'lit';
import type {ComposerTerms} from '../../locales/terms.js';
import {lazy} from '../../session/lazy.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {hasFocus} from '../base/has-focus.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {Attachments} from './attachments.js';
import {readDataTransfer} from './read-data-transfer.js';

const loadPrepareFile = lazy(() => import('./prepare-file.js'));

/** Types offered by the file dialog. The real type is detected later by the file's bytes. */
const ACCEPT = 'image/png,image/jpeg,image/webp,image/gif,image/avif,video/mp4,video/webm';

/** Maximum number of files at once. */
const FILES_MAX = 9;

export interface FileSenderOptions {
  readonly input: HTMLTextAreaElement;
  readonly localize: LocalizeController;
  readonly isOpen: () => boolean;
  readonly ensureSignedIn: () => Promise<boolean>;
  readonly sendFile: (file: OutgoingFile) => void;
  readonly onError: (reason: unknown) => void;
  readonly showProblem: (problem: string | undefined) => void;
  readonly onTextChange: () => void;
  /** Renders the composer. */
  readonly render: () => void;
}

/** Sends files that the viewer chose, and attaches files that were pasted or dropped until the viewer confirms. */
export class FileSender {
  readonly attachments: Attachments;
  readonly #options: FileSenderOptions;
  readonly #form: HTMLFormElement;
  /** Ends the preparation of attachments. */
  #preparation = new AbortController();

  constructor(options: FileSenderOptions) {
    this.#options = options;
    const {input, localize, render} = options;
    const form = (this.#form = input.form!);
    this.attachments = new Attachments({
      localize,
      send: () => void this.sendAttached(),
      render,
      onEmpty: () => input.focus(),
    });
    form.addEventListener('paste', (event) => this.#handleTransfer(event, event.clipboardData));
    form.addEventListener('drop', (event) => this.#handleTransfer(event, event.dataTransfer));
    form.addEventListener('dragover', (event) => {
      // Without this, the browser would open a dropped file in place of the page. Text over the field is inserted by the browser.
      if (event.dataTransfer?.types.includes('Files') || event.target !== input) event.preventDefault();
    });
  }

  /** Draws the attachments, and the hidden input of the file dialog. */
  template(): TemplateResult {
    return html`${this.attachments.template()}
      <input class="files" type="file" multiple hidden accept=${ACCEPT} @change=${this.#sendChosen} />`;
  }

  openDialog(): void {
    this.#form.querySelector<HTMLElement>('.files')!.click();
  }

  /** Sends the attachments, one line each. */
  async sendAttached(): Promise<void> {
    if (!this.attachments.count || !this.#options.isOpen()) return;
    await this.#sendAll(() => Promise.resolve(this.attachments.takeAll()));
  }

  /** Ends the preparation of files and removes the attachments. */
  stop(): void {
    this.#preparation.abort();
    this.#preparation = new AbortController();
    this.attachments.clear();
  }

  get #terms(): ComposerTerms {
    return this.#options.localize.locale.composer;
  }

  readonly #sendChosen = ({currentTarget}: Event): void => {
    const dialog = currentTarget as HTMLInputElement;
    const files = [...(dialog.files ?? [])];
    dialog.value = ''; // Allows the same file to be chosen again.
    const {isOpen, showProblem} = this.#options;
    if (!isOpen() || !files.length) return;
    showProblem(undefined);
    void this.#sendAll(() => this.#prepareFiles(files, FILES_MAX));
  };

  /** Handles a paste or drop: text goes into the field; files without text are attached, and sent after the viewer confirms. */
  #handleTransfer(event: ClipboardEvent | DragEvent, data: DataTransfer | null): void {
    const {input, isOpen, showProblem} = this.#options;
    if (!data || event.defaultPrevented) return;
    const {files, hasFolder, text, isPlain} = readDataTransfer(data);
    const isDrop = event.type === 'drop';
    if (text || (!files.length && !hasFolder)) {
      // The browser inserts plain text by itself, so that the viewer can undo it.
      if (isDrop ? event.target === input && !files.length : isPlain || !text) return;
      event.preventDefault();
      if (text) this.#insertText(text);
      return;
    }
    event.preventDefault();
    if (!isOpen()) return;
    showProblem(hasFolder ? this.#terms.noFolders : undefined);
    void this.#attach(files);
  }

  #insertText(text: string): void {
    const {input, onTextChange} = this.#options;
    if (input.readOnly) return;
    input.focus();
    // The viewer can undo only this kind of insertion.
    if (document.execCommand('insertText', false, text)) return;
    input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
    onTextChange();
  }

  async #attach(files: readonly File[]): Promise<void> {
    const {attachments} = this;
    const {signal} = this.#preparation;
    const outgoing = await this.#prepareFiles(files, FILES_MAX - attachments.count, signal);
    if (signal.aborted || !outgoing.length) return;
    attachments.add(outgoing.slice(0, FILES_MAX - attachments.count));
    if (!hasFocus(this.#form)) this.#options.input.focus();
  }

  async #sendAll(take: () => Promise<readonly OutgoingFile[]>): Promise<void> {
    const {ensureSignedIn, sendFile} = this.#options;
    try {
      if (!(await ensureSignedIn())) return;
      for (const outgoing of await take()) sendFile(outgoing);
    } catch (reason) {
      this.#reportFailure(reason);
    }
  }

  /** Prepares files for sending, and shows why others are refused. */
  async #prepareFiles(files: readonly File[], max: number, signal?: AbortSignal): Promise<readonly OutgoingFile[]> {
    const {localize, showProblem} = this.#options;
    const ready: OutgoingFile[] = [];
    if (files.length > max) showProblem(this.#terms.tooManyFiles(localize.exact(FILES_MAX), FILES_MAX));
    try {
      const {prepareFile} = await loadPrepareFile();
      for (const file of files.slice(0, max)) {
        const prepared = await prepareFile(file);
        if (signal?.aborted) return [];
        if ('problem' in prepared) showProblem(this.#terms[prepared.problem]);
        else ready.push(prepared.outgoing);
      }
    } catch (reason) {
      this.#reportFailure(reason);
    }
    return ready;
  }

  #reportFailure(reason: unknown): void {
    this.#options.showProblem(this.#terms.notSent);
    this.#options.onError(reason);
  }
}
