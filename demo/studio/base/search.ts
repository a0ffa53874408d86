import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {number, t} from './language.ts';

export interface SearchOptions {
  readonly label: string;
  readonly query: string;
  /** Entries shown and entries in total. */
  readonly count: readonly [number, number];
  readonly onQuery: (query: string) => void;
}

/** A search field over a list, with the number of matches. */
export function searchField({label, query, count: [found, total], onQuery}: SearchOptions): TemplateResult {
  const onInput = (event: Event) => onQuery((event.target as HTMLInputElement).value);
  const matchCount = query.trim() ? t('found', {count: number(found), total: number(total)}) : nothing;
  return html`<div class="search">
    <input
      type="search"
      aria-label=${label}
      aria-keyshortcuts="/"
      placeholder=${label}
      maxlength="100"
      autocomplete="off"
      spellcheck="false"
      .value=${live(query)}
      @input=${onInput}
    />
    <span class="hint" role="status">${matchCount}</span>
  </div>`;
}

/** The text below an empty list: the list has no entries, or none that matches. */
export function emptyText(query: string, found: number, empty: string): TemplateResult | typeof nothing {
  if (found > 0) return nothing;
  return html`<p class="nothing">${query.trim() ? t('nothingFound', {query: query.trim()}) : empty}</p>`;
}

/** Returns true if each word of the query is in one of the texts. Ignores case and width. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const all = fold(texts.join('\n'));
  return fold(query)
    .split(/\s+/)
    .every((word) => all.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
