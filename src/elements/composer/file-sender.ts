import {html, type TemplateResult} from 'lit';
import type {ComposerTerms} from '../../locales/terms.js';
import {lazy} from '../../session/lazy.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {hasFocus} from '../base/has-focus.js';
import type {ComposerOptions, ToolHost} from './composer-options.js';
import type {Attachments} from './attachments.js';
import type {FileProblem} from './prepare-file.js';
import {readDataTransfer} from './read-data-transfer.js';

const loadPrepareFile = lazy(() => import('./prepare-file.js'));

/** Types offered by the file dialog. The file's bytes decide the real type later. */
const ACCEPT = 'image/png,image/jpeg,image/webp,image/gif,image/avif,video/mp4,video/webm';

/** Maximum number of files at once. */
const FILES_MAX = 9;

/** Sends files that the viewer chose. Pasted or dropped files are attached until the viewer confirms. */
export class FileSender {
  readonly #composer: ToolHost;
  readonly #options: Pick<ComposerOptions, 'localize' | 'sender'>;
  readonly #form: HTMLFormElement;
  /** Created for the first files that are pasted or dropped. */
  #attachments: Attachments | undefined;
  /** Ends the preparation of attachments. */
  #preparation = new AbortController();

  constructor(composer: ToolHost, options: Pick<ComposerOptions, 'localize' | 'sender'>) {
    this.#composer = composer;
    this.#options = options;
    const {input} = composer;
    const form = (this.#form = input.form!);
    form.addEventListener('paste', (event) => this.#handleTransfer(event, event.clipboardData));
    form.addEventListener('drop', (event) => this.#handleTransfer(event, event.dataTransfer));
    form.addEventListener('dragover', (event) => {
      // Otherwise the browser would open a dropped file in place of the page. The browser inserts dropped text into the
      // field.
      if (event.dataTransfer?.types.includes('Files') || event.target !== input) event.preventDefault();
    });
  }

  /** Number of attached files. */
  get attachedCount(): number {
    return this.#attachments?.count ?? 0;
  }

  /** Draws the attachments, and the hidden input of the file dialog. */
  template(): TemplateResult {
    return html`${this.#attachments?.template()}
      <input class="files" type="file" multiple hidden accept=${ACCEPT} @change=${this.#sendChosen} />`;
  }

  openDialog(): void {
    this.#form.querySelector<HTMLElement>('.files')!.click();
  }

  /** Sends the attachments, one line each. */
  async sendAttached(): Promise<void> {
    const attachments = this.#attachments;
    if (!attachments?.count || !this.#composer.isOpen) return;
    await this.#sendAll(() => Promise.resolve(attachments.takeAll()));
  }

  /** Ends the preparation of files and removes the attachments. */
  stop(): void {
    this.#preparation.abort();
    this.#preparation = new AbortController();
    this.removeAttached();
  }

  removeAttached(): void {
    this.#attachments?.clear();
  }

  get #terms(): ComposerTerms {
    return this.#options.localize.locale.composer;
  }

  readonly #sendChosen = ({currentTarget}: Event): void => {
    const dialog = currentTarget as HTMLInputElement;
    const files = [...(dialog.files ?? [])];
    dialog.value = ''; // Allows the same file to be chosen again.
    if (!this.#composer.isOpen || !files.length) return;
    this.#composer.showProblem(undefined);
    void this.#sendAll(() => this.#prepareFiles(files, FILES_MAX));
  };

  /** Handles a paste or drop: text goes into the field; files without text are attached, and sent after the viewer confirms. */
  #handleTransfer(event: ClipboardEvent | DragEvent, data: DataTransfer | null): void {
    if (!data || event.defaultPrevented) return;
    const {files, hasFolder, text, isPlain} = readDataTransfer(data);
    const isDrop = event.type === 'drop';
    if (text || (!files.length && !hasFolder)) {
      // The browser inserts plain text by itself, so that the viewer can undo it.
      if (isDrop ? event.target === this.#composer.input && !files.length : isPlain || !text) return;
      event.preventDefault();
      if (text) this.#insertText(text);
      return;
    }
    event.preventDefault();
    if (!this.#composer.isOpen) return;
    this.#composer.showProblem(hasFolder ? this.#terms.noFolders : undefined);
    void this.#attach(files);
  }

  #insertText(text: string): void {
    const {input} = this.#composer;
    if (input.readOnly) return;
    input.focus();
    // The viewer can undo this kind of insertion only.
    if (document.execCommand('insertText', false, text)) return;
    input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
    this.#composer.handleInput();
  }

  async #attach(files: readonly File[]): Promise<void> {
    const {signal} = this.#preparation;
    const outgoing = await this.#prepareFiles(files, FILES_MAX - this.attachedCount, signal);
    if (signal.aborted || !outgoing.length) return;
    this.#attachments!.add(outgoing.slice(0, FILES_MAX - this.attachedCount));
    if (!hasFocus(this.#form)) this.#composer.input.focus();
  }

  /** Adds the list before the files are ready, because a screen reader reads a change of its question. */
  #addAttachments(module: Awaited<ReturnType<typeof loadPrepareFile>>): void {
    if (this.#attachments) return;
    const {localize} = this.#options;
    this.#attachments = new module.Attachments(this.#composer, {localize, send: () => void this.sendAttached()});
    this.#composer.render();
  }

  async #sendAll(take: () => Promise<readonly OutgoingFile[]>): Promise<void> {
    try {
      if (!(await this.#options.sender.ensureSignedIn())) return;
      for (const outgoing of await take()) this.#composer.sendFile(outgoing);
    } catch (reason) {
      this.#reportFailure(reason);
    }
  }

  /**
   * Prepares files for sending, and shows why other files are refused.
   *
   * @param signal Ends the preparation. Set for files that will be attached.
   */
  async #prepareFiles(files: readonly File[], max: number, signal?: AbortSignal): Promise<readonly OutgoingFile[]> {
    const {localize} = this.#options;
    if (files.length > max) this.#composer.showProblem(this.#terms.tooManyFiles(localize.exact(FILES_MAX), FILES_MAX));
    try {
      const module = await loadPrepareFile();
      if (signal?.aborted) return [];
      if (signal) this.#addAttachments(module);
      const refuse = (problem: FileProblem) => this.#composer.showProblem(this.#terms[problem]);
      return await module.prepareFiles(files.slice(0, max), refuse, signal);
    } catch (reason) {
      this.#reportFailure(reason);
      return [];
    }
  }

  #reportFailure(reason: unknown): void {
    this.#composer.showProblem(this.#terms.notSent);
    this.#composer.reportFailure(reason);
  }
}
