import {html, render, type ReactiveController} from 'lit';
import {LiveError, type LiveErrorCode} from '../../protocol/errors.js';
import {COMMENT_MAX_BYTES, exceedsBytes} from '../../protocol/limits.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {Countdown} from '../base/countdown.js';
import {LazyModule, type LazyHost} from '../base/lazy-module.js';
import {createElement} from '../base/dom.js';
import {listenForUnnamedEnter, pressedKey} from '../base/pressed-key.js';
import type {ComposerOptions, ToolHost} from './composer-options.js';
import type {ComposerTools} from './composer-tools.js';
import {composerHint, composerState} from './composer-state.js';
import {autoGrow} from './auto-grow.js';
import {lazy} from '../../session/lazy.js';

const loadTools = lazy(() => import('./composer-tools.js'));

/**
 * The form in which the viewer writes. A refused text stays in it, with the reason below. Its tools are loaded when the
 * room is joined.
 */
export class Composer implements ReactiveController, ToolHost {
  /**
   * The form, into which Lit renders. Its controls are never `disabled`, because each interruption would lose the focus
   * and the caret's position.
   */
  readonly node = createElement('form', 'composer', 'composer');
  readonly #host: LazyHost;
  readonly #options: ComposerOptions;
  readonly #countdown: Countdown;
  readonly #toolsModule: LazyModule<Awaited<ReturnType<typeof loadTools>>>;
  #tools: ComposerTools | undefined;
  /** Comment to reply to when the tools are loaded. */
  #earlyReply: ReplyTarget | undefined;
  /** Code of the error that the last text failed with. */
  #refusal: LiveErrorCode | undefined;
  #signingIn = false;
  /** Time until the viewer may send the next comment, s. */
  #waitS = 0;
  /** Sentence about why something cannot be sent. */
  #problem: string | undefined;

  constructor(host: LazyHost, options: ComposerOptions) {
    this.#host = host;
    this.#options = options;
    this.#countdown = new Countdown(host, options.live.now);
    this.#toolsModule = new LazyModule(host, loadTools);
    this.node.addEventListener('submit', this.#handleSubmit);
    host.addController(this);
  }

  /** True if the viewer can write, at least after signing in. */
  get isOpen(): boolean {
    const state = composerState(this.#options.live.value);
    return state === 'open' || state === 'guest';
  }

  /** Makes the next text a reply to a comment. */
  replyTo(line: ReplyTarget): void {
    if (this.#tools) this.#tools.replyTo(line);
    else this.#earlyReply = line;
  }

  /** Cancels the reply: always, or only if the comment has one of these sequence numbers. */
  cancelReply(seqs?: readonly number[]): void {
    const early = this.#earlyReply;
    if (early && (!seqs || seqs.includes(early.seq!))) this.#earlyReply = undefined;
    this.#tools?.cancelReply(seqs);
  }

  /** Appends a mention to the text. */
  mention(nick: string): void {
    const {value} = this.input;
    this.input.value = `${value}${value && !/\s$/.test(value) ? ' ' : ''}@${nick} `;
    this.handleInput();
    this.input.focus();
  }

  sendFile(file: OutgoingFile): void {
    this.#options.onSending();
    this.#options.sender.sendFile(file);
  }

  reportFailure(reason: unknown): void {
    const error = LiveError.from(reason, 'CONNECTION_LOST', 'a tool of the composer failed', {retryable: true});
    this.#options.sender.fireError(error);
  }

  showProblem(problem: string | undefined): void {
    this.#problem = problem;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    if (this.node.childElementCount) return;
    this.render();
    listenForUnnamedEnter(this.input, () => this.#tools?.handleKey('Enter') || void this.#submit());
  }

  hostUpdated(): void {
    this.#waitS = this.#countdown.secondsUntil(this.#options.live.value?.slowModeUntilMs);
    this.render();
    this.#addTools();
  }

  hostDisconnected(): void {
    this.#tools?.stop();
  }

  get input(): HTMLTextAreaElement {
    return this.node.querySelector('textarea')!;
  }

  render(): void {
    const {localize, live, placeholder} = this.#options;
    const state = composerState(live.value);
    const closed = state === 'closed' || state === 'disabled';
    const label = localize.term('send') + (this.#waitS ? ` (${this.#waitS})` : '');
    const hint = this.#problem ?? composerHint(localize, live.value, this.#refusal, live.now());
    const mustWait = closed || this.#waitS > 0;
    const submit = this.#handleSubmit;
    // In a sandboxed frame a submit button does nothing and fires no event.
    render(
      html`
        ${this.#tools?.before()}
        <textarea
          class="input"
          part="input"
          rows="1"
          enterkeyhint="send"
          autocomplete="off"
          dir="auto"
          placeholder=${placeholder?.() || localize.term('commentPlaceholder')}
          aria-label=${localize.term('commentLabel')}
          aria-describedby="hint"
          aria-disabled=${closed}
          ?readonly=${closed}
          @keydown=${this.#handleKeydown}
          @input=${this.handleInput}
        ></textarea>
        <button class="send" part="send" type="button" aria-disabled=${mustWait} @click=${submit}>${label}</button>
        <p class="hint" id="hint" role="status">${hint}</p>
        ${this.#tools?.after()}
      `,
      this.node,
    );
  }

  /** Adds the tools when their script has loaded. */
  #addTools(): void {
    const module = this.isOpen && this.#toolsModule.module;
    if (!module || this.#tools) return;
    this.#tools = new module.ComposerTools(this, this.#options);
    if (this.#earlyReply) this.#tools.replyTo(this.#earlyReply);
    else this.render();
    this.#earlyReply = undefined;
  }

  readonly #handleKeydown = (event: KeyboardEvent) => {
    const key = pressedKey(event);
    if (this.#tools?.handleKey(key)) return event.preventDefault();
    if (key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    void this.#submit();
  };

  readonly handleInput = (): void => {
    if (this.#refusal || this.#problem) this.#host.requestUpdate();
    this.#refusal = this.#problem = undefined;
    autoGrow(this.input);
    this.#tools?.handleInput();
  };

  readonly #handleSubmit = (event: Event) => {
    event.preventDefault();
    void this.#submit();
  };

  async #submit(): Promise<void> {
    const {live, sender} = this.#options;
    const text = this.input.value.trim();
    const {slowModeUntilMs = 0} = live.value ?? {};
    if (!text) this.#tools?.sendAttached();
    if (!text || this.input.readOnly || this.#signingIn || slowModeUntilMs > live.now()) return;
    if (exceedsBytes(text, COMMENT_MAX_BYTES))
      return this.#showRefusal(new LiveError('TOO_LONG', `the comment is over ${COMMENT_MAX_BYTES} bytes`));
    this.#signingIn = true;
    let isSending = false;
    try {
      await sender.say(text, this.#tools?.messageOptions() ?? {}, () => {
        isSending = true;
        this.#clear();
      });
    } catch (error) {
      if (isSending)
        sender.fireError(error as LiveError); // The session rejects with a `LiveError` only; the line shows the reason.
      else this.#showRefusal(error as LiveError);
    } finally {
      if (!isSending) this.#signingIn = false;
    }
  }

  #clear(): void {
    this.#signingIn = false;
    this.#refusal = undefined;
    this.input.value = '';
    autoGrow(this.input);
    this.#tools?.handleSent();
    this.#options.onSending();
  }

  /** Keeps the text, and shows the reason below it. */
  #showRefusal(error: LiveError): void {
    this.#refusal = error.code;
    this.#host.requestUpdate();
    this.#options.sender.fireError(error);
  }
}
