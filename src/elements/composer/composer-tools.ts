import {html, type TemplateResult} from 'lit';
import type {ComposerTerms} from '../../locales/terms.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {icon, type IconName} from '../icons/icon.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {FileSender} from './file-sender.js';
import type {CommentOptions} from '../../session/messages/comment-outbox.js';
import type {Mentions} from './mentions.js';
import {replyBar} from './reply-bar.js';
import {VoiceRecording} from './voice-recording.js';
import {styles as mentions} from './mentions.styles.js';
import type {StyleChoice} from './style-choice.js';
import {styles as tools} from './tools.styles.js';
import {lazy} from '../../session/lazy.js';

const loadEmoji = lazy(() => import('./emoji-panel.js'));
const loadMentions = lazy(() => import('./mentions.js'));
const loadStyleChoice = lazy(() => import('./style-choice.js'));

export const styles = [tools, mentions];

export interface ComposerToolsOptions {
  readonly input: HTMLTextAreaElement;
  readonly localize: LocalizeController;
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
  readonly showProblem: (problem: string | undefined) => void;
  /** Called when the text was changed. */
  readonly onTextChange: () => void;
  /** Renders the composer. */
  readonly render: () => void;
}

/** Panel above the composer. */
interface Panel {
  readonly content: unknown;
  /** Called when the content is on the page, and when it is to leave it. */
  opened(): void;
  closed(): void;
}

/**
 * Tools of the composer: replies, mentions, emoji, pictures, videos, voice messages, styles.
 */
export class ComposerTools {
  readonly #options: ComposerToolsOptions;
  readonly #form: HTMLFormElement;
  readonly #files: FileSender;
  readonly #voice: VoiceRecording;
  #replyTarget: ReplyTarget | undefined;
  #mentions: Mentions | undefined;
  /** Created by the first press of its button. */
  #style: StyleChoice | undefined;
  #panel: Panel | undefined;
  #isExpanded = false;

  constructor(options: ComposerToolsOptions) {
    this.#options = options;
    const form = (this.#form = options.input.form!);
    this.#files = new FileSender(options);
    this.#voice = new VoiceRecording({...options, form, terms: () => this.#terms});
  }

  get #terms(): ComposerTerms {
    return this.#options.localize.locale.composer;
  }

  /** Draws the tools before the text field. */
  before(): TemplateResult {
    const {more} = this.#terms;
    return html`${replyBar(this.#replyTarget, this.#terms, () => this.#setReplyTarget(undefined))}
      ${this.#files.template()}
      <button
        class="tool more"
        type="button"
        title=${more}
        aria-label=${more}
        aria-disabled=${!this.#options.isOpen()}
        aria-controls="tools"
        aria-expanded=${this.#isExpanded}
        @click=${() => this.#options.isOpen() && this.#expand(!this.#isExpanded)}
      >
        ${icon('more')}
      </button>`;
  }

  /** Draws the tools after the text field, and the open panel. */
  after(): TemplateResult {
    const {emoji, attach, voice, style} = this.#terms;
    const {offersStyles} = this.#options;
    const {handleClick, handlePointer} = this.#voice;
    const styleClass = this.#style?.current ? 'style chosen' : 'style';
    return html`<div class="tools" id="tools" ?hidden=${!this.#isExpanded}>
        ${this.#tool('emoji', 'smiley', emoji, () => void this.#toggleEmoji())}
        ${this.#tool('attach', 'landscape', attach, () => this.#files.openDialog())}
        ${this.#tool('record', 'microphone', voice, handleClick, handlePointer)}
        ${offersStyles ? this.#tool(styleClass, 'style', style, () => void this.#toggleStyle()) : ''}
      </div>
      ${this.#mentions?.template()} ${this.#panel?.content}`;
  }

  /** Updates the mentions after the text or the caret has changed. */
  handleInput(): void {
    if (this.#mentions) this.#mentions.update();
    else if (this.#options.input.value.includes('@')) void this.#addMentions();
  }

  /** Handles a key. Returns true if a tool used it. */
  handleKey(key: string): boolean {
    if (this.#mentions?.handleKey(key)) return true;
    if (key !== 'Escape') return false;
    if (this.#panel) this.#closePanel();
    else if (this.#files.attachments.count) this.#files.attachments.clear();
    else if (this.#replyTarget) this.#setReplyTarget(undefined);
    else return false;
    return true;
  }

  /** Makes the next text a reply to a comment. */
  replyTo(line: ReplyTarget): void {
    this.#setReplyTarget(line);
  }

  /** Cancels the reply: always, or only if the comment has one of these sequence numbers. */
  cancelReply(seqs?: readonly number[]): void {
    const target = this.#replyTarget;
    if (!target || (seqs && !seqs.includes(target.seq!))) return;
    this.#replyTarget = undefined;
    this.#options.render();
  }

  /** Options that are sent with the text. */
  messageOptions(): CommentOptions {
    return {replyTo: this.#replyTarget, style: this.#style?.current};
  }

  /** Resets the tools after the text was sent, and sends the attachments. */
  handleSent(): void {
    this.#closePanel();
    this.cancelReply();
    this.sendAttached();
  }

  /** Sends the attachments without a text. */
  sendAttached(): void {
    void this.#files.sendAttached();
  }

  /** Ends recording and preparation when the composer leaves the page. */
  stop(): void {
    this.#voice.stop();
    this.#files.stop();
    this.#closePanel();
  }

  #setReplyTarget(line: ReplyTarget | undefined): void {
    this.#replyTarget = line;
    this.#options.render();
    this.#options.input.focus();
  }

  #tool(
    name: string,
    iconName: IconName,
    label: string,
    onClick: (event: MouseEvent) => void,
    onPointerDown?: (event: PointerEvent) => void,
  ): TemplateResult {
    const {isOpen} = this.#options;
    return html`<button
      class="tool ${name}"
      type="button"
      title=${label}
      aria-label=${label}
      aria-disabled=${!isOpen()}
      @click=${(event: MouseEvent) => isOpen() && onClick(event)}
      @pointerdown=${onPointerDown}
      @contextmenu=${onPointerDown && preventDefault}
    >
      ${icon(iconName)}
    </button>`;
  }

  #expand(isExpanded: boolean): void {
    this.#isExpanded = isExpanded;
    if (!isExpanded) this.#closePanel();
    this.#options.render();
  }

  #openPanel(panel: Panel): void {
    this.#closePanel();
    this.#panel = panel;
    this.#options.render();
    panel.opened();
  }

  #closePanel(): void {
    this.#panel?.closed();
    this.#panel = undefined;
    this.#options.render();
  }

  async #addMentions(): Promise<void> {
    const {input, recentAuthors, onTextChange} = this.#options;
    if (!recentAuthors) return;
    try {
      const {Mentions} = await loadMentions();
      const {render} = this.#options;
      const label = () => this.#terms.mention;
      this.#mentions ??= new Mentions({input, label, recentAuthors, onTextChange, render});
      this.#mentions.update();
    } catch {
      // The script did not load: a text is written without it, and the next letter requests it again.
    }
  }

  async #toggleStyle(): Promise<void> {
    const wasOpen = this.#style && this.#panel === this.#style;
    this.#closePanel();
    if (wasOpen) return;
    const {render, onError} = this.#options;
    try {
      const {StyleChoice} = await loadStyleChoice();
      this.#style ??= new StyleChoice({form: this.#form, terms: () => this.#terms, render});
      this.#openPanel(this.#style);
    } catch (reason) {
      onError(reason); // The script did not load: the next press requests it again.
    }
  }

  async #toggleEmoji(): Promise<void> {
    const wasOpen = this.#panel && this.#panel !== this.#style;
    this.#closePanel();
    if (wasOpen) return;
    const {input, localize, onTextChange, onError} = this.#options;
    try {
      const {EmojiPanel} = await loadEmoji();
      this.#openPanel(
        new EmojiPanel({
          form: this.#form,
          lang: localize.lang,
          terms: this.#terms,
          onPick: (emoji) => {
            input.setRangeText(emoji, input.selectionStart, input.selectionEnd, 'end');
            onTextChange();
          },
          onClose: () => {
            this.#closePanel();
            input.focus();
          },
        }),
      );
    } catch (reason) {
      onError(reason); // The script did not load: the next press requests it again.
    }
  }
}

function preventDefault(event: Event): void {
  event.preventDefault();
}
