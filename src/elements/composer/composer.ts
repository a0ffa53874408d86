import type {ReactiveController} from 'lit';
import type {LiveError, LiveErrorCode} from '../../protocol/errors.js';
import {COMMENT_MAX_BYTES, isOver} from '../../protocol/limits.js';
import type {LineStyle} from '../../protocol/messages.js';
import type {ReplyTarget} from '../../session/messages/reply-target.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {Countdown} from '../base/countdown.js';
import {LazyModule, type LazyHost} from '../base/lazy-module.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {createButton, createElement} from '../base/dom.js';
import {listenForUnnamedEnter, pressedKey} from '../base/pressed-key.js';
import type {ComposerTools} from './composer-tools.js';
import {composerHint, composerState, type ComposerFacts} from './composer-state.js';
import {grow} from './auto-grow.js';
import {lazy} from '../../session/lazy.js';

const loadTools = lazy(() => import('./composer-tools.js'));

/** Options that are sent with a text. */
export interface Beside {
  /** Comment that the text answers. */
  readonly replyTo?: ReplyTarget | undefined;
  /** Colour and place of the danmaku. */
  readonly style?: LineStyle | undefined;
}

export interface ComposerOptions {
  /** Placeholder of the page; the locale's term if it returns an empty string. */
  readonly placeholder?: () => string;
  readonly text: LocalizeController;
  readonly facts: () => ComposerFacts | undefined;
  /** Unix milliseconds by the service's clock. */
  readonly now: () => number;
  /** Sends a text. `begun` is called when the viewer is signed in and the text is about to be sent. */
  readonly say: (text: string, beside: Beside, begun: () => void) => Promise<void>;
  /** Signs a guest in. Resolves with false if the guest was not signed in. */
  readonly ensureSignedIn: () => Promise<boolean>;
  /** Sends a file; its line shows the progress. */
  readonly sendFile: (file: OutgoingFile) => void;
  /** Names of recent authors, the last first; undefined if mentions are not offered. */
  readonly speakers?: () => readonly string[];
  /** True if the viewer can choose a style for the danmaku. */
  readonly styled: boolean;
  readonly begun: () => void;
  readonly failed: (error: LiveError) => void;
  /** Creates an error of the page's `LiveError` class, because a chunk has no copy of it. */
  readonly errorOf: (reason: unknown, code: LiveErrorCode, message: string) => LiveError;
}

/**
 * The form in which the viewer writes. A refused text stays in it, with the reason below. Its tools are loaded once the room is
 * joined.
 */
export class Composer implements ReactiveController {
  /**
   * The form. Its controls are never `disabled`, because the focus and the caret's position would be lost with every
   * interruption.
   */
  readonly node = createElement('form', 'composer', 'composer');
  readonly #input = createElement('textarea', 'input', 'input');
  readonly #send = createButton('send', () => undefined);
  readonly #why = createElement('p', 'why');
  readonly #host: LazyHost;
  readonly #options: ComposerOptions;
  readonly #countdown: Countdown;
  readonly #late: LazyModule<Awaited<ReturnType<typeof loadTools>>>;
  #tools: ComposerTools | undefined;
  /** Code of the error that the last text failed with. */
  #refusal: LiveErrorCode | undefined;
  #signingIn = false;
  /** Sentence about why something cannot be sent. */
  #problem: string | undefined;

  constructor(host: LazyHost, options: ComposerOptions) {
    this.#host = host;
    this.#options = options;
    this.#countdown = new Countdown(host, options.now);
    this.#late = new LazyModule(host, loadTools);
    this.#make();
    host.addController(this);
  }

  /** True if the viewer can write, perhaps after signing in. */
  get open(): boolean {
    const state = composerState(this.#options.facts());
    return state === 'open' || state === 'guest';
  }

  /** Makes the next text an answer to a line. */
  replyTo(line: ReplyTarget): void {
    this.#tools?.answer(line);
  }

  /** Cancels the answer: always, or only if the answered line has one of these sequence numbers. */
  unanswer(seqs?: readonly number[]): void {
    this.#tools?.unanswer(seqs);
  }

  /** Appends a mention to the text. */
  mention(nick: string): void {
    const {value} = this.#input;
    this.#input.value = `${value}${value && !/\s$/.test(value) ? ' ' : ''}@${nick} `;
    this.#changed();
    this.#input.focus();
  }

  hostUpdated(): void {
    const {text, facts, now} = this.#options;
    const composer = composerState(facts());
    const closed = composer === 'closed' || composer === 'muted';
    const wait = this.#countdown.secondsUntil(facts()?.slowUntil);
    const input = this.#input;
    input.readOnly = closed;
    input.setAttribute('aria-disabled', `${closed}`);
    input.setAttribute('aria-label', text.term('commentLabel'));
    input.placeholder = this.#options.placeholder?.() || text.term('commentPlaceholder');
    this.#send.setAttribute('aria-disabled', `${closed || wait > 0}`);
    this.#send.textContent = text.term('send') + (wait ? ` (${wait})` : '');
    const why = this.#problem ?? composerHint(text, facts(), this.#refusal, now());
    if (this.#why.textContent !== why) this.#why.textContent = why;
    this.#equip();
    this.#tools?.update();
  }

  hostDisconnected(): void {
    this.#tools?.stop();
  }

  #make(): void {
    const {node} = this;
    const input = this.#input;
    input.rows = 1;
    input.enterKeyHint = 'send';
    input.autocomplete = 'off';
    input.dir = 'auto';
    input.setAttribute('aria-describedby', (this.#why.id = 'why'));
    input.addEventListener('keydown', this.#typed);
    listenForUnnamedEnter(input, () => this.#tools?.key('Enter') || void this.#submit());
    input.addEventListener('input', this.#changed);
    this.#send.type = 'button'; // In a sandboxed frame a submit button does nothing, and no event fires.
    this.#send.addEventListener('click', () => void this.#submit());
    this.#send.part.add('send');
    this.#why.setAttribute('role', 'status');
    node.append(input, this.#send, this.#why);
    node.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  /** Adds the tools when their script has loaded. */
  #equip(): void {
    const {text, styled, speakers, ensureSignedIn, sendFile, failed, errorOf} = this.#options;
    const late = this.open && this.#late.module;
    if (!late) return;
    this.#tools ??= new late.ComposerTools({
      input: this.#input,
      text,
      isOpen: () => this.open,
      styled,
      speakers,
      ensureSignedIn,
      sendFile,
      failed: (reason) => failed(errorOf(reason, 'CONNECTION_LOST', 'a tool of the composer failed')),
      explain: (words) => {
        this.#problem = words;
        this.#host.requestUpdate();
      },
      changed: this.#changed,
    });
  }

  readonly #typed = (event: KeyboardEvent) => {
    const key = pressedKey(event);
    if (this.#tools?.key(key)) return event.preventDefault();
    if (key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    void this.#submit();
  };

  readonly #changed = () => {
    if (this.#refusal || this.#problem) this.#host.requestUpdate();
    this.#refusal = this.#problem = undefined;
    grow(this.#input);
    this.#tools?.written();
  };

  async #submit(): Promise<void> {
    const text = this.#input.value.trim();
    const {slowUntil = 0} = this.#options.facts() ?? {};
    if (!text) this.#tools?.sendAttached();
    if (!text || this.#input.readOnly || this.#signingIn || slowUntil > this.#options.now()) return;
    if (isOver(COMMENT_MAX_BYTES, text))
      return this.#refuse(this.#options.errorOf(undefined, 'TOO_LONG', `over ${COMMENT_MAX_BYTES} bytes`));
    this.#signingIn = true;
    let begun = false;
    try {
      await this.#options.say(text, this.#tools?.beside() ?? {}, () => {
        begun = true;
        this.#empty();
      });
    } catch (error) {
      if (begun)
        this.#options.failed(error as LiveError); // The session rejects with a `LiveError` only; the line shows the reason.
      else this.#refuse(error as LiveError);
    } finally {
      if (!begun) this.#signingIn = false;
    }
  }

  #empty(): void {
    this.#signingIn = false;
    this.#refusal = undefined;
    this.#input.value = '';
    grow(this.#input);
    this.#tools?.said();
    this.#options.begun();
  }

  /** Keeps the text, and shows the reason below it. */
  #refuse(error: LiveError): void {
    this.#refusal = error.code;
    this.#host.requestUpdate();
    this.#options.failed(error);
  }
}
