import {html, svg, type SVGTemplateResult, type TemplateResult} from 'lit';
import {clock, number, t} from '../base/language.ts';
import type {MinutesChart} from './minutes.ts';

/** Sizes in px. Places across are a share of the width, so that the text keeps its size. */
const TOP = 34;
const HEIGHT = 120;
const BOTTOM = TOP + HEIGHT;
/** Marks of neighbouring minutes are written in two rows. */
const MARK_ROWS = [10, 26] as const;
const TIMES = [0, 0.25, 0.5, 0.75, 1] as const;

/** Viewers by minute as bars, and a numbered mark where a product came on show. The table beside it has every number. */
export function minutesChart({times, watched, marks}: MinutesChart): TemplateResult {
  const peak = Math.max(1, ...watched);
  const width = 100 / times.length;
  const x = (at: number) => `${((at + 0.5) * width).toFixed(3)}%`;
  const y = (value: number) => BOTTOM - (value / peak) * HEIGHT;
  const total = watched.reduce((sum, value) => sum + value, 0);
  const text = t('minutesChartText', {
    from: minuteOf(times[0]!),
    to: minuteOf(times.at(-1)!),
    peak: number(Math.max(...watched)),
    minutes: number(total),
  });
  return html`<figure class="minutes">
    <figcaption>${t('minutesChart')}</figcaption>
    <svg role="img" aria-label="${t('minutesChart')}. ${text}" width="100%" height=${BOTTOM + 18} dir="ltr">
      ${[peak, peak / 2].map((value) => gridLine(y(value), value))}
      ${watched.map(
        (value, at) =>
          svg`<rect class="bar" x="${(at * width).toFixed(3)}%" width="${(width * 0.8).toFixed(3)}%" y=${y(value)} height=${BOTTOM - y(value)} />`,
      )}
      <line class="base" x1="0" x2="100%" y1=${BOTTOM} y2=${BOTTOM} />
      ${marks.map(({at}, index) => markAt(x(at), index))} ${timesOf(times)}
    </svg>
    ${
      marks.length
        ? html`<p class="hint">${t('productsShown')}</p>
            <ol class="marks">
              ${marks.map(
                ({at, title}, index) =>
                  html`<li><b>${index + 1}</b> <time>${minuteOf(times[at]!)}</time> <bdi>${title}</bdi></li>`,
              )}
            </ol>`
        : ''
    }
  </figure>`;
}

function gridLine(y: number, value: number): SVGTemplateResult {
  return svg`<line class="grid-line" x1="0" x2="100%" y1=${y} y2=${y} />
    <text x="100%" dx="6" y=${y + 4}>${number(Math.round(value * 10) / 10)}</text>`;
}

function markAt(x: string, index: number): SVGTemplateResult {
  const y = MARK_ROWS[index % 2]!;
  return svg`<line class="shown" x1=${x} x2=${x} y1=${y + 2} y2=${BOTTOM} />
    <text class="number" x=${x} y=${y} text-anchor="middle">${index + 1}</text>`;
}

/** Some times along the axis, the first and the last among them. */
function timesOf(times: readonly number[]): SVGTemplateResult[] {
  const last = times.length - 1;
  const indexes = [...new Set(TIMES.map((share) => Math.round(share * last)))];
  return indexes.map((at) => {
    const share = last ? at / last : 0;
    const anchor = at === 0 ? 'start' : at === last ? 'end' : 'middle';
    return svg`<text x="${(share * 100).toFixed(2)}%" y=${BOTTOM + 14} text-anchor=${anchor}>${minuteOf(times[at]!)}</text>`;
  });
}

function minuteOf(seconds: number): string {
  return clock(seconds).slice(0, 5);
}
