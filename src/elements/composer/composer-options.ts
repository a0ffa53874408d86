import type {LiveError} from '../../protocol/errors.js';
import type {CommentOptions} from '../../session/messages/comment-outbox.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import type {LocalizeController} from '../base/localize-controller.js';
import type {Live} from '../base/session-controller.js';
import type {ComposerRoomState} from './composer-state.js';

/** Sends the viewer's texts and files: into the room, or to one person. */
export interface MessageSender {
  /** Signs a guest in. Resolves with false if the guest was not signed in. */
  ensureSignedIn(): Promise<boolean>;
  /** @param onSending Called when the viewer is signed in and the text is about to be sent. */
  say(text: string, options: CommentOptions, onSending: () => void): Promise<void>;
  /** Sends a file; its line shows the progress. */
  sendFile(file: OutgoingFile): void;
  fireError(error: LiveError): void;
}

export interface ComposerOptions {
  readonly localize: LocalizeController;
  readonly live: Pick<Live<ComposerRoomState>, 'value' | 'now'>;
  readonly sender: MessageSender;
  /** Called when a text or a file is about to be sent. */
  readonly onSending: () => void;
  /** Placeholder that the page sets. If it is empty, the locale's term is used. */
  readonly placeholder?: () => string;
  /** Names of recent authors, the last first; undefined if mentions are not offered. */
  readonly recentAuthors?: () => readonly string[];
  /** True if the viewer can choose a style for the danmaku. */
  readonly offersStyles?: boolean;
}

/** The composer, as its tools use it. */
export interface ToolHost {
  readonly input: HTMLTextAreaElement;
  /** True if the viewer can write, at least after signing in. */
  readonly isOpen: boolean;
  sendFile(file: OutgoingFile): void;
  /** Reports an error that the viewer did not cause. */
  reportFailure(reason: unknown): void;
  /** Shows a sentence below the composer about why something cannot be sent. */
  showProblem(problem: string | undefined): void;
  /** Called when a tool changed the text. */
  handleInput(): void;
  render(): void;
}
