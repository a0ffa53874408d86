import type {html as litHtml, TemplateResult} from 'lit';
import type {Locale} from '../../locales/locale.js';
import {displayName} from '../../protocol/display-name.js';
import type {Lottery} from '../../protocol/messages.js';

/** A lottery as the viewer sees it, and lit's `html` to draw it with. */
export interface LotteryView {
  readonly html: typeof litHtml;
  readonly locale: Locale;
  readonly lottery: Lottery;
  /** Undefined for a guest. */
  readonly userId: string | undefined;
  readonly won: boolean;
  readonly entered: boolean;
  /** Seconds until it closes; 0 while the winners are being drawn. */
  readonly secondsLeft: number;
  /** Sentence about the error that entering failed with; empty without one. */
  readonly refusal: string;
  readonly enter: () => void;
  readonly close: () => void;
}

/** Draws the prize, the keyword or the winners, and the values that prove the draw. */
export function lotteryView(facts: LotteryView): TemplateResult {
  const {html, locale, lottery, won, secondsLeft} = facts;
  const {phase, prize, seedHash, seed, lotteryId} = lottery;
  const drawn = phase === 'drawn';
  return html`
    <header class="head">
      <span class="mark" aria-hidden="true">${won ? '🎉' : '🎁'}</span>
      <div class="heads">
        <h2 class="name">${won ? locale.youWon : drawn ? locale.winners : locale.luckyDraw}</h2>
        <p class="prize" dir="auto">${prize}</p>
      </div>
      ${
        drawn
          ? html`<button class="close" type="button" aria-label=${locale.close} @click=${facts.close}>×</button>`
          : html`<span part="countdown" class="countdown" role="timer">
              ${secondsLeft ? clock(secondsLeft) : locale.drawing}
            </span>`
      }
    </header>
    ${drawn ? winners(facts) : entry(facts)}
    <details class="proof">
      <summary>${locale.proof}</summary>
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

function entry({html, locale, lottery, entered, secondsLeft, refusal, enter}: LotteryView): TemplateResult {
  return html`
    <div class="foot">
      <p class="how">${locale.commentThis} <b part="keyword" class="keyword" dir="auto">${lottery.keyword}</b></p>
      <button part="enter" class="enter" type="button" aria-disabled=${entered || !secondsLeft} @click=${enter}>
        ${entered ? locale.takingPart : locale.takePart}
      </button>
    </div>
    <p class="refusal" role="status">${refusal}</p>
  `;
}

function winners({html, locale, lottery: {winners = []}, userId}: LotteryView): TemplateResult {
  if (!winners.length) return html`<p class="how">${locale.nobodyWon}</p>`;
  return html`<ul part="winners" class="winners">
    ${winners.map(
      (winner) => html`<li class=${winner.userId === userId ? 'own' : ''}><bdi>${displayName(winner)}</bdi></li>`,
    )}
  </ul>`;
}

/** Formats seconds as `1:05` or `1:00:00`. */
function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, index) => (index ? String(part).padStart(2, '0') : part)).join(':');
}

/** Announcement for screen readers when a lottery opens, and when its winners are known. */
export function toldAloud({locale, lottery: {phase, prize, keyword, winners = []}, won}: LotteryView): string {
  if (phase === 'open') return `${locale.luckyDraw}: ${prize}. ${locale.commentThis} ${keyword}`;
  if (won) return `${locale.youWon} ${prize}`;
  const names = winners.map(displayName).join(', ');
  return names ? `${locale.winners}: ${names}` : locale.nobodyWon;
}
