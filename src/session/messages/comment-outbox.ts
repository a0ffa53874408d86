import {LiveError} from '../../protocol/errors.js';
import {COMMENT_MAX_BYTES, DANMAKU_MAX_CHARS, exceedsBytes} from '../../protocol/limits.js';
import type {LineStyle} from '../../protocol/messages.js';
import type {Quote} from '../../protocol/comment-schema.js';
import {connectionError} from '../connection-error.js';
import type {CurrentConnection} from '../connection/current-connection.js';
import {lazy} from '../lazy.js';
import type {SessionStore} from '../state/session-store.js';
import {ownComment, type Comment} from '../state/slices/comments.js';
import type {FileUploads, OutgoingFile} from './file-uploads.js';
import {quoteOf, type ReplyTarget} from './reply-target.js';

const loadFileUploads = lazy(() => import('./file-uploads.js'));

/** Options that are sent with a comment's text. */
export interface CommentOptions {
  /** The comment that the text replies to, or its `seq`. */
  readonly replyTo?: number | ReplyTarget | undefined;
  /** Colour and place as danmaku. */
  readonly style?: LineStyle | undefined;
  /** Marks the comment as a question to the host. */
  readonly question?: boolean | undefined;
}

/** A comment that the service accepted. */
interface SentComment {
  readonly id: string;
  readonly text: string;
}

/** Sends the viewer's comments and files. Each is listed at once, and changes as it is sent. */
export class CommentOutbox {
  readonly #store: SessionStore;
  readonly #connection: CurrentConnection;
  #files: FileUploads | undefined;
  #ownCommentCount = 0;

  constructor(store: SessionStore, connection: CurrentConnection) {
    this.#store = store;
    this.#connection = connection;
  }

  async say(text: string, {replyTo, style, question}: CommentOptions): Promise<SentComment> {
    const trimmed = text.trim();
    if (!trimmed) throw new LiveError('REFUSED', 'the comment is empty');
    if (exceedsBytes(trimmed, COMMENT_MAX_BYTES))
      throw new LiveError('TOO_LONG', `a comment has at most ${COMMENT_MAX_BYTES} bytes`);
    if (style && trimmed.length > DANMAKU_MAX_CHARS)
      throw new LiveError('TOO_LONG', `a comment with a style has at most ${DANMAKU_MAX_CHARS} characters`);
    const comment = this.#ownComment({kind: 'text', text: trimmed});
    return this.#send({...comment, style, question, reply: style ? undefined : this.#quote(replyTo)});
  }

  async sendFile(outgoing: OutgoingFile): Promise<{readonly id: string}> {
    const comment = this.#ownComment({kind: outgoing.kind, text: ''});
    try {
      const {FileUploads: Uploads} = await loadFileUploads();
      this.#files ??= new Uploads({
        send: async (file, onProgress, signal) => {
          const connection = this.#connection.require();
          const sent = await connection.sendFile({...file, onProgress, signal});
          connection.markReceived(sent);
          return sent;
        },
        update: (comment) => this.#store.apply('ownComment', comment),
        remove: (key) => this.#store.apply('removed', key),
      });
    } catch (reason) {
      throw connectionError(reason, 'the file was not sent');
    }
    this.#connection.require();
    return this.#files.send(comment, outgoing);
  }

  cancelFile(key: string): void {
    if (this.#files?.has(key)) this.#files.cancel(key);
  }

  /** Cancels all files. */
  clear(): void {
    this.#files?.clear();
  }

  /** Sends a failed comment again. */
  async resend(key: string): Promise<SentComment> {
    const comment = this.#store.current.comments.list.find((other) => other.key === key && other.delivery === 'failed');
    if (!comment) throw new LiveError('REFUSED', `no failed comment with the key "${key}"`);
    this.#connection.requireProfile();
    if (this.#files?.has(key)) return {...(await this.#files.resend(comment)), text: ''};
    return this.#send({...comment, delivery: 'pending', refusal: undefined});
  }

  async #send(comment: Comment): Promise<SentComment> {
    const connection = this.#connection.require();
    this.#store.apply('ownComment', comment);
    try {
      const sent = await connection.say(comment);
      if (!connection.signal.aborted) {
        const isNew = connection.markReceived(sent);
        const {id, seq, time} = sent;
        this.#store.apply('ownComment', {...comment, id, seq: seq || undefined, time, delivery: 'sent'});
        const {text, style, reply, question, from} = comment;
        const content = style
          ? ({type: 'danmaku', text, ...style} as const)
          : ({type: 'comment', kind: 'text', text, reply, question} as const);
        const message = {id, seq, time, from, own: true, content};
        if (isNew) this.#store.emitMessage(message);
        else this.#store.emitToTypeListeners(message);
      }
      return {id: sent.id, text: comment.text};
    } catch (reason) {
      const error = connectionError(reason, 'the comment was not sent');
      if (!connection.signal.aborted)
        this.#store.apply('ownComment', {...comment, delivery: 'failed', refusal: error.code});
      throw error;
    }
  }

  #ownComment(content: Pick<Comment, 'kind' | 'text'>): Comment {
    const from = {...this.#connection.requireProfile(), level: this.#store.current.viewer.level, badges: []};
    return ownComment(`own-${++this.#ownCommentCount}`, from, content, this.#connection.clock.now());
  }

  #quote(target: number | ReplyTarget | undefined): Quote | undefined {
    const {list} = this.#store.current.comments;
    const comment = typeof target === 'number' ? list.find(({seq}) => seq === target) : target;
    return comment && quoteOf(comment);
  }
}
