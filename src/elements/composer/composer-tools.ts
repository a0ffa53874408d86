import type {ComposerTerms} from '../../locales/terms.js';
import {displayName} from '../../protocol/display-name.js';
import {firstUnits} from '../../protocol/graphemes.js';
import {QUOTE_MAX_CHARS} from '../../protocol/limits.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {hasFocus} from '../base/has-focus.js';
import {icon} from '../icons/icon.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createButton, createElement} from '../base/dom.js';
import {Attachments} from './attachments.js';
import type {MessageOptions} from './composer.js';
import {PressAndHold} from './press-and-hold.js';
import {Mentions} from './mentions.js';
import {styles as mentions} from './mentions.styles.js';
import {readDataTransfer} from './read-data-transfer.js';
import {StyleChoice} from './style-choice.js';
import {styles as tools} from './tools.styles.js';
import {lazy} from '../../session/lazy.js';

const loadPrepareFile = lazy(() => import('./prepare-file.js'));
const loadRecorder = lazy(() => import('./recorder.js'));
const loadEmoji = lazy(() => import('./emoji-panel.js'));

export const styles = [tools, mentions];

const MORE = 'M12 5v14M5 12h14';
const SMILEY = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 14.5c1 1.5 2.2 2 3.5 2s2.5-.5 3.5-2M9 9.5h.01M15 9.5h.01';
const LANDSCAPE = 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8.5h.01';
const MICROPHONE =
  'M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4M6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5';
const BRUSH = 'M5 19l3.5-9 3.5 9M6.2 16h4.6M15 6h5M17.5 6v13';

/** Types offered by the file dialog. The real type is detected later by the file's bytes. */
const ACCEPT = 'image/png,image/jpeg,image/webp,image/gif,image/avif,video/mp4,video/webm';

/** Maximum number of files at once. */
const FILES_MAX = 9;

export interface ComposerToolsOptions {
  readonly input: HTMLTextAreaElement;
  readonly text: LocalizeController;
  /** True if the viewer can write, perhaps after signing in. */
  readonly isOpen: () => boolean;
  readonly offersStyles: boolean;
  /** Names of recent authors, the last first; undefined if mentions are not offered. */
  readonly recentAuthors: (() => readonly string[]) | undefined;
  /** Signs a guest in. Resolves with false if the guest was not signed in. */
  readonly ensureSignedIn: () => Promise<boolean>;
  /** Sends a file; its line shows the progress. */
  readonly sendFile: (file: OutgoingFile) => void;
  /** Reports an error that the viewer did not cause. */
  readonly onError: (reason: unknown) => void;
  /** Shows a sentence below the composer about why something cannot be sent. */
  readonly showProblem: (terms: string | undefined) => void;
  /** Called when the text was changed. */
  readonly onTextChange: () => void;
}

interface Tool {
  readonly node: HTMLButtonElement;
  readonly label: (label: ComposerTerms) => string;
}

/**
 * Tools of the composer: answers, mentions, emoji, pictures, videos, voice messages, styles.
 */
export class ComposerTools {
  readonly #options: ComposerToolsOptions;
  readonly #form: HTMLFormElement;
  readonly #bar = createElement('div', 'tools');
  readonly #more: Tool;
  readonly #tools: readonly Tool[];
  readonly #files = createElement('input', 'files');
  readonly #replyBar = createElement('p', 'answered');
  #replyTarget: ReplyTarget | undefined;
  readonly #mentions: Mentions | undefined;
  readonly #style: StyleChoice | undefined;
  readonly #attachments: Attachments;
  /** Ends the preparation of attachments. */
  #attaching = new AbortController();
  #panel: {close(): void} | undefined;
  #recording: AbortController | undefined;

  constructor(options: ComposerToolsOptions) {
    this.#options = options;
    const {input, text, recentAuthors, offersStyles, onTextChange} = options;
    const form = (this.#form = input.form!);
    this.#more = this.#tool(
      'more',
      MORE,
      (terms) => terms.more,
      () => this.#showTools(!form.classList.contains('full')),
    );
    const emoji = this.#tool(
      'emoji',
      SMILEY,
      (terms) => terms.emoji,
      () => void this.#chooseEmoji(),
    );
    const attach = this.#tool(
      'attach',
      LANDSCAPE,
      (terms) => terms.attach,
      () => this.#files.click(),
    );
    const voice = this.#tool(
      'record',
      MICROPHONE,
      (terms) => terms.voice,
      () => undefined,
    );
    const style = this.#tool(
      'style',
      BRUSH,
      (terms) => terms.style,
      () => this.#chooseStyle(),
    );
    this.#tools = [emoji, attach, voice, ...(offersStyles ? [style] : [])];
    this.#style = offersStyles
      ? new StyleChoice({container: form, button: style.node, terms: () => this.terms})
      : undefined;
    this.#bar.id = 'tools';
    this.#bar.append(...this.#tools.map(({node}) => node));
    this.#more.node.setAttribute('aria-controls', 'tools');
    Object.assign(this.#files, {type: 'file', multiple: true, hidden: true, accept: ACCEPT});
    this.#files.addEventListener('change', () => this.#sendChosenFiles());
    this.#replyBar.hidden = true;
    this.#attachments = new Attachments({
      text,
      send: () => void this.#sendAttached(),
      onEmpty: () => input.focus(),
    });
    form.prepend(this.#replyBar, this.#attachments.node, this.#more.node, this.#files);
    form.append(this.#bar);
    form.addEventListener('paste', (event) => this.#handleTransfer(event, event.clipboardData));
    form.addEventListener('drop', (event) => this.#handleTransfer(event, event.dataTransfer));
    form.addEventListener('dragover', (event) => {
      // Without this, the browser would open a dropped file in place of the page. Text over the field is inserted by the browser.
      if (event.dataTransfer?.types.includes('Files') || event.target !== input) event.preventDefault();
    });
    this.#holdToRecord(voice.node);
    if (recentAuthors)
      this.#mentions = new Mentions({
        input,
        container: form,
        label: () => this.terms.mention,
        recentAuthors,
        onTextChange,
      });
    this.#showTools(false);
  }

  get terms(): ComposerTerms {
    return this.#options.text.locale.composer;
  }

  /** Updates labels and states. */
  update(): void {
    const closed = `${!this.#options.isOpen()}`;
    for (const {node, label} of [this.#more, ...this.#tools]) {
      node.title = label(this.terms);
      node.setAttribute('aria-label', node.title);
      node.setAttribute('aria-disabled', closed);
    }
    this.#drawReplyBar();
  }

  /** Updates the mentions after the text or the caret has changed. */
  handleInput(): void {
    this.#mentions?.update();
  }

  /** Handles a key. Returns true if a tool used it. */
  handleKey(key: string): boolean {
    if (this.#mentions?.handleKey(key)) return true;
    if (key !== 'Escape') return false;
    if (this.#panel) this.#closePanel();
    else if (this.#attachments.count) this.#attachments.clear();
    else if (this.#replyTarget) this.#setReplyTarget(undefined);
    else return false;
    return true;
  }

  answer(line: ReplyTarget): void {
    this.#setReplyTarget(line);
  }

  unanswer(seqs?: readonly number[]): void {
    if (this.#replyTarget && (!seqs || seqs.includes(this.#replyTarget.seq!))) this.#setReplyTarget(undefined, false);
  }

  /** Options that are sent with the text. */
  messageOptions(): MessageOptions {
    return {replyTo: this.#replyTarget, style: this.#style?.current};
  }

  /** Resets the tools after the text was sent, and sends the attachments. */
  handleSent(): void {
    this.#closePanel();
    if (this.#replyTarget) this.#setReplyTarget(undefined, false);
    void this.#sendAttached();
  }

  /** Sends the attachments without a text. */
  sendAttached(): void {
    void this.#sendAttached();
  }

  /** Ends recording and preparation when the composer leaves the page. */
  stop(): void {
    this.#recording?.abort();
    this.#attaching.abort();
    this.#attaching = new AbortController();
    this.#attachments.clear();
    this.#closePanel();
  }

  #tool(name: string, path: string, label: Tool['label'], press: () => void): Tool {
    const node = createButton(`tool ${name}`, () => this.#options.isOpen() && press());
    node.append(icon(path));
    return {node, label};
  }

  #showTools(shown: boolean): void {
    this.#form.classList.toggle('full', shown);
    this.#more.node.setAttribute('aria-expanded', `${shown}`);
    if (!shown) this.#closePanel();
  }

  #closePanel(): void {
    this.#panel?.close();
    this.#panel = undefined;
  }

  #chooseStyle(): void {
    const open = this.#panel === this.#style;
    this.#closePanel();
    if (open || !this.#style) return;
    this.#style.open();
    this.#panel = this.#style;
  }

  async #chooseEmoji(): Promise<void> {
    const wasOpen = this.#panel && this.#panel !== this.#style;
    this.#closePanel();
    if (wasOpen) return;
    const {input, text, onTextChange, onError} = this.#options;
    try {
      const {EmojiPanel} = await loadEmoji();
      this.#closePanel();
      this.#panel = new EmojiPanel({
        container: this.#form,
        lang: text.lang,
        terms: this.terms,
        onPick: (emoji) => {
          input.setRangeText(emoji, input.selectionStart, input.selectionEnd, 'end');
          onTextChange();
        },
        onClose: () => {
          this.#closePanel();
          input.focus();
        },
      });
    } catch (reason) {
      onError(reason); // The script did not load: the next press requests it again.
    }
  }

  #sendChosenFiles(): void {
    const files = [...(this.#files.files ?? [])];
    this.#files.value = ''; // Allows the same file to be chosen again.
    void this.#send(files);
  }

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
      if (text) this.#insert(text);
      return;
    }
    event.preventDefault();
    if (!isOpen()) return;
    showProblem(hasFolder ? this.terms.noFolders : undefined);
    void this.#attach(files);
  }

  #insert(text: string): void {
    const {input, onTextChange} = this.#options;
    if (input.readOnly) return;
    input.focus();
    // The viewer can undo only this kind of insertion.
    if (document.execCommand('insertText', false, text)) return;
    input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
    onTextChange();
  }

  async #attach(files: readonly File[]): Promise<void> {
    const {signal} = this.#attaching;
    const outgoing = await this.#prepareFiles(files, FILES_MAX - this.#attachments.count, signal);
    if (signal.aborted || !outgoing.length) return;
    this.#attachments.add(outgoing.slice(0, FILES_MAX - this.#attachments.count));
    if (!hasFocus(this.#form)) this.#options.input.focus();
  }

  /** Sends chosen files, one line each, and explains refused ones. */
  async #send(files: readonly File[]): Promise<void> {
    const {isOpen, showProblem} = this.#options;
    if (!isOpen() || !files.length) return;
    showProblem(undefined);
    await this.#sendAll(() => this.#prepareFiles(files, FILES_MAX));
  }

  async #sendAttached(): Promise<void> {
    if (!this.#attachments.count || !this.#options.isOpen()) return;
    await this.#sendAll(() => Promise.resolve(this.#attachments.takeAll()));
  }

  async #sendAll(take: () => Promise<readonly OutgoingFile[]>): Promise<void> {
    const {ensureSignedIn, sendFile, showProblem, onError} = this.#options;
    try {
      if (!(await ensureSignedIn())) return;
      for (const outgoing of await take()) sendFile(outgoing);
    } catch (reason) {
      showProblem(this.terms.notSent);
      onError(reason);
    }
  }

  /** Prepares files for sending, and explains refused ones. */
  async #prepareFiles(files: readonly File[], max: number, signal?: AbortSignal): Promise<readonly OutgoingFile[]> {
    const {text, showProblem, onError} = this.#options;
    const ready: OutgoingFile[] = [];
    if (files.length > max) showProblem(this.terms.tooManyFiles(text.exact(FILES_MAX), FILES_MAX));
    try {
      const {prepareFile} = await loadPrepareFile();
      for (const file of files.slice(0, max)) {
        const prepared = await prepareFile(file);
        if (signal?.aborted) return [];
        if ('problem' in prepared) showProblem(this.terms[prepared.problem]);
        else ready.push(prepared.outgoing);
      }
    } catch (reason) {
      showProblem(this.terms.notSent);
      onError(reason);
    }
    return ready;
  }

  /** Records while the button is held. After a tap, the viewer ends the recording by buttons. */
  #holdToRecord(node: HTMLButtonElement): void {
    node.addEventListener('pointerdown', (event) => {
      if (event.button === 0 && this.#options.isOpen()) void this.#record(node, new PressAndHold(node, event));
    });
    // Only for keyboards and assistive technology: `pointerdown` has handled a pointer's press.
    node.addEventListener('click', (event) => {
      if (event.detail === 0 && this.#options.isOpen()) void this.#record(node);
    });
    node.addEventListener('contextmenu', (event) => event.preventDefault());
  }

  async #record(node: HTMLButtonElement, press?: PressAndHold): Promise<void> {
    const {ensureSignedIn, sendFile, showProblem, onError} = this.#options;
    if (this.#recording) return;
    const recording = (this.#recording = new AbortController());
    showProblem(undefined);
    try {
      const {record} = await loadRecorder();
      if (!(await ensureSignedIn()) || recording.signal.aborted) return;
      const recorded = await record({container: this.#form, terms: this.terms, hold: press, signal: recording.signal});
      if ('problem' in recorded) showProblem(recorded.problem && this.terms[recorded.problem]);
      else sendFile(recorded.outgoing);
    } catch (reason) {
      showProblem(this.terms.notSent);
      onError(reason);
    } finally {
      this.#recording = undefined;
      if (!press) node.focus();
    }
  }

  #setReplyTarget(line: ReplyTarget | undefined, focus = true): void {
    this.#replyTarget = line;
    this.#drawReplyBar();
    if (focus) this.#options.input.focus();
  }

  #drawReplyBar(): void {
    const bar = this.#replyBar;
    const line = this.#replyTarget;
    bar.hidden = !line;
    bar.replaceChildren();
    if (!line) return;
    const {replyingTo, cancelReply} = this.terms;
    const quote = createElement('span', 'quote');
    quote.dir = 'auto';
    quote.textContent = `${replyingTo(displayName(line.from))} ${firstUnits(line.text, QUOTE_MAX_CHARS)}`;
    const cancel = createButton('cancel', () => this.#setReplyTarget(undefined));
    cancel.title = cancelReply;
    cancel.setAttribute('aria-label', cancel.title);
    cancel.textContent = '✕';
    bar.append(quote, cancel);
  }
}
