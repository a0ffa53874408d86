import type {TemplateResult} from 'lit';
import {lineActions} from './line-actions.js';
import type {LiveSession} from '../../session/live-session.js';
import type {LocalizeController} from '../base/localize-controller.js';
import type {ProfileCard} from '../profile-card/profile-card.js';
import type {RoomRoles} from '../profile-card/role-badge.js';
import type {DanmakuLine} from './line.js';

export interface LineMenuOptions {
  /** The layer. Profile cards open in its shadow tree. */
  readonly host: HTMLElement;
  readonly localize: LocalizeController;
  readonly session: () => LiveSession | undefined;
  readonly roles: () => RoomRoles | undefined;
  /** Shows actions next to the line. Without actions, releases the line. */
  readonly showActions: (line: DanmakuLine, actions?: readonly TemplateResult[]) => void;
}

/** Offers the actions of a selected line, and shows the profile card that an action opens. */
export class LineMenu {
  readonly #options: LineMenuOptions;
  #card: ProfileCard | undefined;

  constructor(options: LineMenuOptions) {
    this.#options = options;
  }

  open(line: DanmakuLine): void {
    const {host, localize, session, roles, showActions} = this.#options;
    const actions = lineActions(line, {
      root: host.shadowRoot!,
      localize,
      session: session(),
      roles: roles(),
      close: () => showActions(line),
      openCard: (card) => this.#openCard(card),
    });
    showActions(line, actions);
  }

  /** Closes the profile card. */
  close(): void {
    this.#card?.close();
  }

  #openCard(card: ProfileCard): void {
    this.#card?.close();
    if (!this.#options.host.isConnected) return;
    this.#card = card;
    card.show();
  }
}
