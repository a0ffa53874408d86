import {css, html, nothing, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {commerceTerms} from '../../locales/commerce/load-commerce-terms.js';
import {decodePin} from '../../protocol/group-fields.js';
import {formatComment} from '../../protocol/message-elements.js';
import type {Sender} from '../../protocol/messages.js';
import {displayName} from '../../protocol/text/display-name.js';
import {translated} from '../../protocol/translated.js';
import {loadMessage} from '../../session/messages/load-message.js';
import type {Comment} from '../../session/state/slices/comments.js';
import type {LocalizeController} from '../base/localize-controller.js';
import type {Live} from '../base/session-controller.js';

export const styles = css`
  .pinned {
    margin: 0;
    padding: 0.45em var(--_gap);
    max-block-size: 5.4em;
    border-block-end: 1px solid var(--_outline);
    overflow: auto;
    overflow-wrap: anywhere;
    background: var(--_tint);
  }

  .pinned-label {
    margin-inline-end: 0.35em;
    font-size: 0.86em;
  }
`;

/** The room's state that the pinned comment depends on. */
export interface PinState {
  /** The pin as the room sent it. */
  readonly pin: unknown;
  readonly list: readonly Comment[];
}

type Line = Pick<Comment, 'text' | 'from'>;

/** The pinned comment or text above the list. A comment that is not in the list is loaded from the history. */
export class PinnedComment {
  readonly #live: Live<PinState>;
  readonly #localize: LocalizeController;
  readonly #filter: {isHidden(text: string, from: Sender): boolean};
  readonly #update: () => void;
  /** The comment that was loaded last, under a key of its room and sequence number. */
  #loaded: {readonly key: string; readonly line?: Line | undefined} | undefined;

  /** @param filter The viewer's filters. */
  constructor(
    host: ReactiveControllerHost,
    live: Live<PinState>,
    localize: LocalizeController,
    filter: {isHidden(text: string, from: Sender): boolean},
  ) {
    this.#live = live;
    this.#localize = localize;
    this.#filter = filter;
    this.#update = () => host.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    const {pin, list = []} = this.#live.value ?? {};
    const {seq, text, question, translations} = decodePin(pin) ?? {};
    const line = seq === undefined ? undefined : (this.#listed(list, seq) ?? this.#load(seq));
    const shown = text ? translated({text, translations}, 'text', this.#localize.lang) : line?.text;
    if (!shown || (line && this.#filter.isHidden(line.text, line.from))) return nothing;
    const terms = commerceTerms(this.#localize.lang, this.#update);
    return html`<p part="pinned" class="pinned" role="note" tabindex="0">
      <b class="pinned-label">${question ? terms.answeringNow : terms.pinned}</b>
      ${line ? html`<bdi>${displayName(line.from)}</bdi>: ` : nothing}<bdi>${shown}</bdi>
    </p>`;
  }

  #listed(list: readonly Comment[], seq: number): Line | undefined {
    const comment = list.find((other) => other.seq === seq);
    return comment && {from: comment.from, text: this.#textOf(comment)};
  }

  #textOf(comment: Parameters<typeof formatComment>[0]): string {
    return formatComment(comment, (kind) => this.#localize.term(kind));
  }

  /** The comment; undefined until it has loaded. A failed load is not repeated before the pin changes. */
  #load(seq: number): Line | undefined {
    const {session} = this.#live;
    const {roomId = ''} = session?.state.connection ?? {};
    const key = `${roomId} ${seq}`;
    if (session && this.#loaded?.key !== key) {
      this.#loaded = {key};
      loadMessage(session, seq).then(
        (found) => {
          if (this.#loaded?.key !== key || found?.content.type !== 'comment') return;
          this.#loaded = {key, line: {from: found.from, text: this.#textOf(found.content)}};
          this.#update();
        },
        () => undefined, // The line is left out.
      );
    }
    return this.#loaded?.key === key ? this.#loaded.line : undefined;
  }
}
