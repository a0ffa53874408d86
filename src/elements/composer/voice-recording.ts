import type {ComposerTerms} from '../../locales/terms.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {lazy} from '../../session/lazy.js';
import {PressAndHold} from './press-and-hold.js';

const loadRecorder = lazy(() => import('./recorder.js'));

export interface VoiceRecordingOptions {
  /** The composer's form, which the recording bar covers. */
  readonly form: HTMLFormElement;
  readonly terms: () => ComposerTerms;
  readonly isOpen: () => boolean;
  readonly ensureSignedIn: () => Promise<boolean>;
  readonly sendFile: (file: OutgoingFile) => void;
  readonly onError: (reason: unknown) => void;
  readonly showProblem: (problem: string | undefined) => void;
}

/** Records and sends a voice message while a button is held. After a tap, the viewer ends the recording by buttons. */
export class VoiceRecording {
  readonly #options: VoiceRecordingOptions;
  #running: AbortController | undefined;

  constructor(options: VoiceRecordingOptions) {
    this.#options = options;
  }

  /** Handles `pointerdown` of the button. */
  readonly handlePointer = (event: PointerEvent): void => {
    const button = event.currentTarget as HTMLButtonElement;
    if (event.button === 0 && this.#options.isOpen()) void this.#record(button, new PressAndHold(button, event));
  };

  /** Handles `click` of the button: by a keyboard or assistive technology, because `pointerdown` has handled a pointer's press. */
  readonly handleClick = ({detail, currentTarget}: MouseEvent): void => {
    if (detail === 0 && this.#options.isOpen()) void this.#record(currentTarget as HTMLButtonElement);
  };

  /** Cancels the recording. */
  stop(): void {
    this.#running?.abort();
  }

  async #record(button: HTMLButtonElement, hold?: PressAndHold): Promise<void> {
    const {form, terms, ensureSignedIn, sendFile, showProblem, onError} = this.#options;
    if (this.#running) return;
    const {signal} = (this.#running = new AbortController());
    showProblem(undefined);
    try {
      const {record} = await loadRecorder();
      if (!(await ensureSignedIn()) || signal.aborted) return;
      const recorded = await record({container: form, terms: terms(), hold, signal});
      if ('problem' in recorded) showProblem(recorded.problem && terms()[recorded.problem]);
      else sendFile(recorded.outgoing);
    } catch (reason) {
      showProblem(terms().notSent);
      onError(reason);
    } finally {
      this.#running = undefined;
      if (!hold) button.focus();
    }
  }
}
