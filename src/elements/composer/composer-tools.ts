import type {ComposerTerms} from '../../locales/terms.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {createIcon, type IconName} from '../icons/icon.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createButton, createElement} from '../base/dom.js';
import {FileSender} from './file-sender.js';
import type {CommentOptions} from '../../session/messages/comment-outbox.js';
import type {Mentions} from './mentions.js';
import {ReplyBar} from './reply-bar.js';
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
}

interface Tool {
  readonly node: HTMLButtonElement;
  readonly label: (terms: ComposerTerms) => string;
}

/**
 * Tools of the composer: replies, mentions, emoji, pictures, videos, voice messages, styles.
 */
export class ComposerTools {
  readonly #options: ComposerToolsOptions;
  readonly #form: HTMLFormElement;
  readonly #bar = createElement('div', 'tools');
  readonly #more: Tool;
  readonly #tools: readonly Tool[];
  readonly #replyBar: ReplyBar;
  #mentions: Mentions | undefined;
  /** Created by the first press of its button. */
  #style: StyleChoice | undefined;
  readonly #files: FileSender;
  readonly #voice: VoiceRecording;
  #panel: {close(): void} | undefined;

  constructor(options: ComposerToolsOptions) {
    this.#options = options;
    const {input, localize, offersStyles} = options;
    const form = (this.#form = input.form!);
    const terms = () => this.#terms;
    this.#more = this.#tool(
      'more',
      'more',
      ({more}) => more,
      () => this.#showTools(!form.classList.contains('full')),
    );
    const emoji = this.#tool(
      'emoji',
      'smiley',
      (all) => all.emoji,
      () => void this.#toggleEmoji(),
    );
    const attach = this.#tool(
      'attach',
      'landscape',
      (all) => all.attach,
      () => this.#files.dialog.click(),
    );
    const voice = this.#tool(
      'record',
      'microphone',
      (all) => all.voice,
      () => undefined,
    );
    const style = this.#tool(
      'style',
      'style',
      (all) => all.style,
      () => void this.#toggleStyle(style.node),
    );
    this.#tools = [emoji, attach, voice, ...(offersStyles ? [style] : [])];
    this.#bar.id = 'tools';
    this.#bar.append(...this.#tools.map(({node}) => node));
    this.#more.node.setAttribute('aria-controls', 'tools');
    this.#replyBar = new ReplyBar(localize, () => this.#setReplyTarget(undefined));
    this.#files = new FileSender(options);
    this.#voice = new VoiceRecording(voice.node, {...options, form, terms});
    form.prepend(this.#replyBar.node, this.#files.attachments.node, this.#more.node, this.#files.dialog);
    form.append(this.#bar);
    this.#showTools(false);
  }

  get #terms(): ComposerTerms {
    return this.#options.localize.locale.composer;
  }

  /** Updates labels and states. */
  update(): void {
    const closed = `${!this.#options.isOpen()}`;
    for (const {node, label} of [this.#more, ...this.#tools]) {
      node.title = label(this.#terms);
      node.setAttribute('aria-label', node.title);
      node.setAttribute('aria-disabled', closed);
    }
    this.#replyBar.update();
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
    else if (this.#replyBar.target) this.#setReplyTarget(undefined);
    else return false;
    return true;
  }

  /** Makes the next text a reply to a comment. */
  replyTo(line: ReplyTarget): void {
    this.#setReplyTarget(line);
  }

  /** Cancels the reply: always, or only if the comment has one of these sequence numbers. */
  cancelReply(seqs?: readonly number[]): void {
    const {target} = this.#replyBar;
    if (target && (!seqs || seqs.includes(target.seq!))) this.#replyBar.target = undefined;
  }

  /** Options that are sent with the text. */
  messageOptions(): CommentOptions {
    return {replyTo: this.#replyBar.target, style: this.#style?.current};
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
    this.#replyBar.target = line;
    this.#options.input.focus();
  }

  #tool(name: string, icon: IconName, label: Tool['label'], onPress: () => void): Tool {
    const node = createButton(`tool ${name}`, () => this.#options.isOpen() && onPress());
    node.append(createIcon(icon));
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

  async #addMentions(): Promise<void> {
    const {input, recentAuthors, onTextChange} = this.#options;
    if (!recentAuthors) return;
    try {
      const {Mentions} = await loadMentions();
      const label = () => this.#terms.mention;
      this.#mentions ??= new Mentions({input, container: this.#form, label, recentAuthors, onTextChange});
      this.#mentions.update();
    } catch {
      // The script did not load: a text is written without it, and the next letter requests it again.
    }
  }

  async #toggleStyle(button: HTMLElement): Promise<void> {
    const wasOpen = this.#style && this.#panel === this.#style;
    this.#closePanel();
    if (wasOpen) return;
    try {
      const {StyleChoice} = await loadStyleChoice();
      this.#closePanel();
      this.#style ??= new StyleChoice({container: this.#form, button, terms: () => this.#terms});
      this.#style.open();
      this.#panel = this.#style;
    } catch (reason) {
      this.#options.onError(reason); // The script did not load: the next press requests it again.
    }
  }

  async #toggleEmoji(): Promise<void> {
    const wasOpen = this.#panel && this.#panel !== this.#style;
    this.#closePanel();
    if (wasOpen) return;
    const {input, localize, onTextChange, onError} = this.#options;
    try {
      const {EmojiPanel} = await loadEmoji();
      this.#closePanel();
      this.#panel = new EmojiPanel({
        container: this.#form,
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
      });
    } catch (reason) {
      onError(reason); // The script did not load: the next press requests it again.
    }
  }
}
