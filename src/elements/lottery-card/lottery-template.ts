import {html, type TemplateResult} from 'lit';
import type {Locale} from '../../locales/locale.js';
import {displayName} from '../../protocol/text/display-name.js';
import type {Lottery} from '../../protocol/messages.js';
import {icon} from '../icons/icon.js';

/** Values that the card shows. */
export interface LotteryTemplateData {
  readonly locale: Locale;
  readonly lottery: Lottery;
  /** Undefined for a guest. */
  readonly userId: string | undefined;
  readonly won: boolean;
  readonly entered: boolean;
  /** Seconds until it closes; 0 while the winners are being drawn. */
  readonly secondsLeft: number;
  /** Sentence about why entering failed; empty if it did not. */
  readonly errorMessage: string;
  readonly enter: () => void;
  readonly close: () => void;
}

/** Draws the prize, the keyword or the winners, and the values that prove the draw. */
export function lotteryTemplate(data: LotteryTemplateData): TemplateResult {
  const {locale, lottery, won, secondsLeft} = data;
  const {phase, prize, seedHash, seed, lotteryId} = lottery;
  const drawn = phase === 'drawn';
  return html`
    <header class="head">
      <span class="symbol" aria-hidden="true">${icon(won ? 'win' : 'gift')}</span>
      <div class="titles">
        <h2 class="name">${won ? locale.youWon : drawn ? locale.winners : locale.luckyDraw}</h2>
        <p class="prize" dir="auto">${prize}</p>
      </div>
      ${
        drawn
          ? html`<button class="close" type="button" aria-label=${locale.close} @click=${data.close}>
              ${icon('close')}
            </button>`
          : html`<span part="countdown" class="countdown" role="timer">
              ${secondsLeft ? formatCountdown(secondsLeft) : locale.drawing}
            </span>`
      }
    </header>
    ${drawn ? winnersTemplate(data) : entryTemplate(data)}
    <details class="proof">
      <summary>${locale.verifyDraw}</summary>
      <dl>
        <dt>lotteryId</dt>
        <dd>${lotteryId}</dd>
        <dt>seedHash</dt>
        <dd>${seedHash}</dd>
        <dt ?hidden=${!seed}>seed</dt>
        <dd ?hidden=${!seed}>${seed}</dd>
      </dl>
    </details>
  `;
}

function entryTemplate({
  locale,
  lottery,
  entered,
  secondsLeft,
  errorMessage,
  enter,
}: LotteryTemplateData): TemplateResult {
  return html`
    <div class="entry">
      <p class="hint">${locale.commentKeyword} <b part="keyword" class="keyword" dir="auto">${lottery.keyword}</b></p>
      <button part="enter" class="enter" type="button" aria-disabled=${entered || !secondsLeft} @click=${enter}>
        ${entered ? locale.lotteryEntered : locale.enterLottery}
      </button>
    </div>
    <p class="error" role="status">${errorMessage}</p>
  `;
}

function winnersTemplate({locale, lottery: {winners = []}, userId}: LotteryTemplateData): TemplateResult {
  if (!winners.length) return html`<p class="hint">${locale.noEntries}</p>`;
  return html`<ul part="winners" class="winners">
    ${winners.map(
      (winner) => html`<li class=${winner.userId === userId ? 'own' : ''}><bdi>${displayName(winner)}</bdi></li>`,
    )}
  </ul>`;
}

/** Formats seconds as `1:05` or `1:00:00`. */
function formatCountdown(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, index) => (index ? String(part).padStart(2, '0') : part)).join(':');
}

/** Announcement for screen readers when a lottery opens, and when its winners are known. */
export function lotteryAnnouncement({
  locale,
  lottery: {phase, prize, keyword, winners = []},
  won,
}: LotteryTemplateData): string {
  if (phase === 'open') return `${locale.luckyDraw}: ${prize}. ${locale.commentKeyword} ${keyword}`;
  if (won) return `${locale.youWon} ${prize}`;
  const names = winners.map(displayName).join(', ');
  return names ? `${locale.winners}: ${names}` : locale.noEntries;
}
