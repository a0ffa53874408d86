import {LiveError} from '../../protocol/errors.js';
import type {LiveSession} from '../../session/live-session.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {ensureSignedIn} from '../base/ensure-signed-in.js';
import {LiveEvent} from '../base/events.js';
import type {CommentOptions} from '../../session/messages/comment-outbox.js';
import type {MessageSender} from '../composer/composer-options.js';

/** Sends the viewer's comments and files, and fires the element's events about them. */
export class CommentSender implements MessageSender {
  readonly #element: HTMLElement;
  readonly #session: () => LiveSession | undefined;

  constructor(element: HTMLElement, session: () => LiveSession | undefined) {
    this.#element = element;
    this.#session = session;
  }

  async ensureSignedIn(): Promise<boolean> {
    const session = this.#session();
    return !!session && ensureSignedIn(this.#element, session, 'say');
  }

  /**
   * Signs a guest in and sends a comment, unless the page cancels it.
   *
   * @param onSending Called when the viewer is signed in and the comment is about to be sent.
   */
  async say(text: string, options: CommentOptions = {}, onSending?: () => void): Promise<void> {
    const session = this.#session();
    if (!session) throw new LiveError('NOT_JOINED', 'the room is not joined');
    if (!(await ensureSignedIn(this.#element, session, 'say'))) return;
    onSending?.();
    if (!this.#element.dispatchEvent(new LiveEvent('live-say', {text}, {cancelable: true}))) return;
    this.#element.dispatchEvent(new LiveEvent('live-said', await session.say(text, options)));
  }

  sendFile(file: OutgoingFile): void {
    this.#session()
      ?.sendFile(file)
      .catch((error: unknown) => {
        if (error instanceof LiveError) this.fireError(error); // Any other error means that the viewer cancelled the file.
      });
  }

  /** Sends a comment again that failed. */
  async resend(key: string): Promise<void> {
    try {
      const detail = await this.#session()?.resend(key);
      if (detail) this.#element.dispatchEvent(new LiveEvent('live-said', detail));
    } catch (error) {
      this.fireError(error as LiveError); // The session rejects with a `LiveError` only.
    }
  }

  fireError(error: LiveError): void {
    this.#element.dispatchEvent(new LiveEvent('live-error', {error}));
  }
}
