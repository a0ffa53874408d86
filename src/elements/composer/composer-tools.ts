import {html, type TemplateResult} from 'lit';
import type {ComposerTerms} from '../../locales/terms.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import {icon, type IconName} from '../icons/icon.js';
import type {ComposerOptions, ToolHost} from './composer-options.js';
import {FileSender} from './file-sender.js';
import type {CommentOptions} from '../../session/messages/comment-outbox.js';
import type {Mentions} from './mentions.js';
import {replyBar} from './reply-bar.js';
import {VoiceRecording} from './voice-recording.js';
import type {StyleChoice} from './style-choice.js';
import {lazy} from '../../session/lazy.js';

const loadEmoji = lazy(() => import('./emoji-panel.js'));
const loadMentions = lazy(() => import('./mentions.js'));
const loadStyleChoice = lazy(() => import('./style-choice.js'));
const loadTerms = lazy(() => import('../../locales/commerce/load-commerce-terms.js'));

export {styles} from './tools.styles.js';

/** Panel above the composer. */
interface Panel {
  readonly content: unknown;
  /** Called when the content is on the page, and before it leaves the page. */
  opened(): void;
  closed(): void;
}

/**
 * Tools of the composer: replies, mentions, emoji, pictures, videos, voice messages, styles.
 */
export class ComposerTools {
  readonly #composer: ToolHost;
  readonly #options: ComposerOptions;
  readonly #files: FileSender;
  readonly #voice: VoiceRecording;
  #replyTarget: ReplyTarget | undefined;
  #mentions: Mentions | undefined;
  /** Created by the first press of its button. */
  #style: StyleChoice | undefined;
  #panel: Panel | undefined;
  #isExpanded = false;
  /** True if the next comment is a question to the host. */
  #isQuestion = false;
  /** Loaded with the first expansion. */
  #commerceTerms: Awaited<ReturnType<typeof loadTerms>>['commerceTerms'] | undefined;

  constructor(composer: ToolHost, options: ComposerOptions) {
    this.#composer = composer;
    this.#options = options;
    this.#files = new FileSender(composer, options);
    this.#voice = new VoiceRecording(composer, options);
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
        aria-disabled=${!this.#composer.isOpen}
        aria-controls="tools"
        aria-expanded=${this.#isExpanded}
        @click=${() => this.#composer.isOpen && this.#expand(!this.#isExpanded)}
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
        ${offersStyles ? this.#questionTool() : ''}
      </div>
      ${this.#mentions?.template()} ${this.#panel?.content}`;
  }

  /** Updates the mentions after the text or the caret has changed. */
  handleInput(): void {
    if (this.#mentions) this.#mentions.update();
    else if (this.#composer.input.value.includes('@')) void this.#addMentions();
  }

  /** Handles a key. Returns true if a tool used it. */
  handleKey(key: string): boolean {
    if (this.#mentions?.handleKey(key)) return true;
    if (key !== 'Escape') return false;
    if (this.#panel) this.#closePanel();
    else if (this.#files.attachedCount) this.#files.removeAttached();
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
    this.#composer.render();
  }

  /** Options that are sent with the text. */
  messageOptions(): CommentOptions {
    const question = this.#isQuestion;
    return {replyTo: this.#replyTarget, ...(question ? {question} : {style: this.#style?.current})};
  }

  /** Resets the tools after the text was sent, and sends the attachments. */
  handleSent(): void {
    this.#isQuestion = false;
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
    this.#composer.render();
    this.#composer.input.focus();
  }

  #tool(
    name: string,
    iconName: IconName,
    label: string,
    onClick: (event: MouseEvent) => void,
    onPointerDown?: (event: PointerEvent) => void,
  ): TemplateResult {
    return html`<button
      class="tool ${name}"
      type="button"
      title=${label}
      aria-label=${label}
      aria-disabled=${!this.#composer.isOpen}
      @click=${(event: MouseEvent) => this.#composer.isOpen && onClick(event)}
      @pointerdown=${onPointerDown}
      @contextmenu=${onPointerDown && preventDefault}
    >
      ${icon(iconName)}
    </button>`;
  }

  #expand(isExpanded: boolean): void {
    this.#isExpanded = isExpanded;
    if (!isExpanded) this.#closePanel();
    this.#composer.render();
    if (isExpanded && this.#options.offersStyles && !this.#commerceTerms) void this.#loadTerms();
  }

  async #loadTerms(): Promise<void> {
    try {
      this.#commerceTerms = (await loadTerms()).commerceTerms;
      this.#composer.render();
    } catch {
      // The tool for questions is missing until the next expansion loads its name.
    }
  }

  /** Marks the next comment as a question; it then has no style. */
  #questionTool(): TemplateResult | '' {
    const terms = this.#commerceTerms?.(this.#options.localize.lang, () => this.#composer.render());
    if (!terms) return '';
    return this.#tool(this.#isQuestion ? 'question chosen' : 'question', 'question', terms.askQuestion, () => {
      this.#isQuestion = !this.#isQuestion;
      this.#composer.render();
      this.#composer.input.focus();
    });
  }

  #openPanel(panel: Panel): void {
    this.#closePanel();
    this.#panel = panel;
    this.#composer.render();
    panel.opened();
  }

  #closePanel(): void {
    this.#panel?.closed();
    this.#panel = undefined;
    this.#composer.render();
  }

  async #addMentions(): Promise<void> {
    const {recentAuthors} = this.#options;
    if (!recentAuthors) return;
    try {
      const {Mentions} = await loadMentions();
      this.#mentions ??= new Mentions(this.#composer, {label: () => this.#terms.mention, recentAuthors});
      this.#mentions.update();
    } catch {
      // The script did not load. The text is written without suggestions, and the next letter requests the script
      // again.
    }
  }

  async #toggleStyle(): Promise<void> {
    const wasOpen = this.#style && this.#panel === this.#style;
    this.#closePanel();
    if (wasOpen) return;
    try {
      const {StyleChoice} = await loadStyleChoice();
      this.#style ??= new StyleChoice(this.#composer, () => this.#terms);
      this.#openPanel(this.#style);
    } catch (reason) {
      this.#composer.reportFailure(reason); // The script did not load: the next press requests it again.
    }
  }

  async #toggleEmoji(): Promise<void> {
    const wasOpen = this.#panel && this.#panel !== this.#style;
    this.#closePanel();
    if (wasOpen) return;
    try {
      const {EmojiPanel} = await loadEmoji();
      const {lang} = this.#options.localize;
      const close = () => this.#closePanel();
      this.#openPanel(new EmojiPanel(this.#composer, {lang, terms: this.#terms, close}));
    } catch (reason) {
      this.#composer.reportFailure(reason); // The script did not load: the next press requests it again.
    }
  }
}

function preventDefault(event: Event): void {
  event.preventDefault();
}
