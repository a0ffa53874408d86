import {html, render} from 'lit';
import type {ComposerTerms} from '../../locales/terms.js';
import {adoptStyles} from '../base/adopt-styles.js';
import {createElement} from '../base/dom.js';
import {pressedKey} from '../base/pressed-key.js';
import type {PressAndHold, PressEnd} from './press-and-hold.js';
import {styles} from './recorder.styles.js';

/**
 * Covers the composer during a recording. Shows its length and level, and buttons unless a held button ends the
 * recording.
 */
export class RecordingBar {
  /** Lit renders into it. */
  readonly #node = createElement('div', 'recording');
  readonly #terms: ComposerTerms;
  readonly #hold: PressAndHold | undefined;
  readonly #removeStyles: () => void;
  readonly #decision: Promise<boolean>;
  #decide!: (send: boolean) => void; // The executor of the promise sets it at once.
  #isRecording = false;
  #showsButtons = false;
  #lengthMs = 0;
  #level = 0;

  constructor(container: HTMLElement, terms: ComposerTerms, hold: PressAndHold | undefined) {
    this.#terms = terms;
    this.#hold = hold;
    this.#decision = new Promise((resolve) => (this.#decide = resolve));
    this.#removeStyles = adoptStyles(container.getRootNode() as ShadowRoot, styles);
    const node = this.#node;
    node.setAttribute('role', 'group');
    node.setAttribute('aria-label', terms.recording);
    node.addEventListener('keydown', (event) => pressedKey(event) === 'Escape' && this.#decide(false));
    container.append(node);
    if (!hold) {
      this.#showButtons();
      return;
    }
    this.#render();
    hold.onWillCancelChange = () => this.#render();
    void hold.ended.then((how) => this.#endHold(how));
  }

  /** Resolves with true if the recording is to be sent. */
  waitForDecision(): Promise<boolean> {
    this.#isRecording = true;
    return this.#decision;
  }

  /** @param level Volume, 0 to 1. */
  update(lengthMs: number, level: number): void {
    this.#lengthMs = lengthMs;
    this.#level = level;
    this.#render();
  }

  close(): void {
    this.#node.remove();
    this.#removeStyles();
  }

  /** Ignores a press that ended before the recording began, because the browser asked for the microphone. */
  #endHold(how: PressEnd): void {
    if (how === 'tapped' || !this.#isRecording) this.#showButtons();
    else this.#decide(how === 'released');
  }

  #showButtons(): void {
    this.#showsButtons = true;
    this.#render();
    this.#node.querySelector<HTMLElement>('.send')!.focus();
  }

  #render(): void {
    const {cancel, sendVoice, recording, letGoToCancel, slideToCancel} = this.#terms;
    const willCancel = !this.#showsButtons && !!this.#hold?.willCancel;
    const hint = this.#showsButtons ? recording : willCancel ? letGoToCancel : slideToCancel;
    const width = `inline-size: ${Math.round(this.#level * 100)}%`;
    const buttons = html`
      <button class="cancel" type="button" @click=${() => this.#decide(false)}>${cancel}</button>
      <button class="send" type="button" @click=${() => this.#decide(true)}>${sendVoice}</button>
    `;
    this.#node.classList.toggle('cancelling', willCancel);
    // The width is a property, because the page's CSP may forbid the attribute.
    render(
      html`
        <span class="dot"></span>
        <span class="clock">${formatClock(this.#lengthMs)}</span>
        <span class="meter"><span class="level" .style=${width}></span></span>
        <span class="recording-hint" role="status">${hint}</span>
        ${this.#showsButtons ? buttons : ''}
      `,
      this.#node,
    );
  }
}

function formatClock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`;
}
