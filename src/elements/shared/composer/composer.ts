import type {ReactiveController} from 'lit';
import type {LiveError, LiveErrorCode} from '../../../protocol/errors.js';
import {COMMENT_MAX_BYTES, isOver} from '../../../protocol/limits.js';
import type {LineStyle} from '../../../protocol/messages.js';
import type {Answered} from '../../../session/answered.js';
import type {OutgoingFile} from '../../../session/file-outbox.js';
import {Countdown} from '../countdown.js';
import {LazyModule, type LazyHost} from '../lazy-module.js';
import type {LocalizeController} from '../localize-controller.js';
import {button, element} from '../nodes.js';
import {listenForUnnamedEnter, pressedKey} from '../pressed-key.js';
import type {ComposerTools} from './composer-tools.js';
import {composerHint, composerState, type ComposerFacts} from './composer-state.js';
import {grow} from './grow.js';
import {lazy} from '../../../session/lazy.js';

const loadTools = lazy(() => import('./composer-tools.js'));

/** What goes with a text. */
export interface Beside {
  /** The line it answers. */
  readonly replyTo?: Answered | undefined;
  /** How it flies. */
  readonly style?: LineStyle | undefined;
}

export interface ComposerOptions {
  /** What it says while it is empty; a word of ours unless given. */
  readonly placeholder?: () => string;
  readonly text: LocalizeController;
  readonly facts: () => ComposerFacts | undefined;
  /** Unix milliseconds by the service's clock. */
  readonly now: () => number;
  /** Says it; `begun` is called when nothing is left to be asked of the viewer. */
  readonly say: (text: string, beside: Beside, begun: () => void) => Promise<void>;
  /** Makes a viewer of a guest; whether to go on. */
  readonly signedIn: () => Promise<boolean>;
  /** Sends a file, whose line then shows what becomes of it. */
  readonly sendFile: (file: OutgoingFile) => void;
  /** Who spoke, the last first; undefined where nobody can be mentioned. */
  readonly speakers?: () => readonly string[];
  /** Lines may fly in a style. */
  readonly styled: boolean;
  readonly begun: () => void;
  readonly failed: (error: LiveError) => void;
  /** An error of the page's own class, which a chunk has not. */
  readonly errorOf: (reason: unknown, code: LiveErrorCode, message: string) => LiveError;
}

/**
 * Where the viewer writes: what stays in it when it is not taken, and why nothing can be said now. What else can be done with it
 * comes once the room is joined.
 */
export class Composer implements ReactiveController {
  /** The form. Its controls are never `disabled`: the focus would be lost, and with it the caret's place, whenever the room is away. */
  readonly node = element('form', 'composer', 'composer');
  readonly #input = element('textarea', 'input', 'input');
  readonly #send = button('send', () => undefined);
  readonly #why = element('p', 'why');
  readonly #host: LazyHost;
  readonly #options: ComposerOptions;
  readonly #countdown: Countdown;
  readonly #late: LazyModule<Awaited<ReturnType<typeof loadTools>>>;
  #tools: ComposerTools | undefined;
  /** Why its text was not taken. */
  #refusal: LiveErrorCode | undefined;
  #signingIn = false;
  /** Why something cannot be sent, in words. */
  #problem: string | undefined;

  constructor(host: LazyHost, options: ComposerOptions) {
    this.#host = host;
    this.#options = options;
    this.#countdown = new Countdown(host, options.now);
    this.#late = new LazyModule(host, loadTools);
    this.#make();
    host.addController(this);
  }

  /** Something can be written, perhaps after signing in. */
  get open(): boolean {
    const state = composerState(this.#options.facts());
    return state === 'open' || state === 'guest';
  }

  /** What is written next answers a line. */
  answer(line: Answered): void {
    this.#tools?.answer(line);
  }

  /** Lets go of the line that is answered: if it is one of these, by their sequence numbers, or whatever it is. */
  unanswer(seqs?: readonly number[]): void {
    this.#tools?.unanswer(seqs);
  }

  /** Names somebody in what is written. */
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
    this.#send.type = 'button'; // A sandboxed frame submits no form, and tells none of it.
    this.#send.addEventListener('click', () => void this.#submit());
    this.#send.part.add('send');
    this.#why.setAttribute('role', 'status');
    node.append(input, this.#send, this.#why);
    node.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  /** Gives it what it can do besides, once it is there. */
  #equip(): void {
    const {text, styled, speakers, signedIn, sendFile, failed, errorOf} = this.#options;
    const late = this.open && this.#late.module;
    if (!late) return;
    this.#tools ??= new late.ComposerTools({
      input: this.#input,
      lang: () => text.lang,
      words: () => text.locale.composing,
      isOpen: () => this.open,
      styled,
      speakers,
      signedIn,
      sendFile,
      failed: (reason) => failed(errorOf(reason, 'CONNECTION_LOST', 'the file was not sent')),
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
        this.#options.failed(error as LiveError); // The session rejects with nothing else; the line itself shows why.
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

  /** The text stays, with the reason below it. */
  #refuse(error: LiveError): void {
    this.#refusal = error.code;
    this.#host.requestUpdate();
    this.#options.failed(error);
  }
}
