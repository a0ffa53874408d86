import {lazy} from '../../session/lazy.js';
import type {ComposerOptions, ToolHost} from './composer-options.js';
import {PressAndHold} from './press-and-hold.js';

const loadRecorder = lazy(() => import('./recorder.js'));

/** Records a voice message while a button is held, and sends it. After a tap, buttons end the recording. */
export class VoiceRecording {
  readonly #composer: ToolHost;
  readonly #options: Pick<ComposerOptions, 'localize' | 'sender'>;
  #running: AbortController | undefined;

  constructor(composer: ToolHost, options: Pick<ComposerOptions, 'localize' | 'sender'>) {
    this.#composer = composer;
    this.#options = options;
  }

  /** Handles `pointerdown` of the button. */
  readonly handlePointer = (event: PointerEvent): void => {
    const button = event.currentTarget as HTMLButtonElement;
    if (event.button === 0 && this.#composer.isOpen) void this.#record(button, new PressAndHold(button, event));
  };

  /**
   * Handles `click` of the button by a keyboard or assistive technology. `pointerdown` has handled a pointer's press.
   */
  readonly handleClick = ({detail, currentTarget}: MouseEvent): void => {
    if (detail === 0 && this.#composer.isOpen) void this.#record(currentTarget as HTMLButtonElement);
  };

  /** Cancels the recording. */
  stop(): void {
    this.#running?.abort();
  }

  async #record(button: HTMLButtonElement, hold?: PressAndHold): Promise<void> {
    if (this.#running) return;
    const {localize, sender} = this.#options;
    const composer = this.#composer;
    const {signal} = (this.#running = new AbortController());
    composer.showProblem(undefined);
    try {
      const {record} = await loadRecorder();
      if (!(await sender.ensureSignedIn()) || signal.aborted) return;
      // The recording bar covers the form.
      const container = composer.input.form!;
      const recorded = await record({container, terms: localize.locale.composer, hold, signal});
      if ('problem' in recorded) composer.showProblem(recorded.problem && localize.locale.composer[recorded.problem]);
      else composer.sendFile(recorded.outgoing);
    } catch (reason) {
      composer.showProblem(localize.locale.composer.notSent);
      composer.reportFailure(reason);
    } finally {
      this.#running = undefined;
      if (!hold) button.focus();
    }
  }
}
