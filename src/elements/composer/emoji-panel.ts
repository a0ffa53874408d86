import {html, render, type TemplateResult} from 'lit';
import type {ComposerTerms} from '../../locales/terms.js';
import {faces} from '../../protocol/text/faces.js';
import {fold} from '../../protocol/text/fold.js';
import {createElement} from '../base/dom.js';
import {listOf, StoredSetting} from '../../session/stored-setting.js';
import {listenForUnnamedEnter, pressedKey} from '../base/pressed-key.js';
import {adoptStyles} from '../base/adopt-styles.js';
import {EMOJI} from './emoji-data.generated.js';
import type {ToolHost} from './composer-options.js';
import {styles} from './emoji-panel.styles.js';

/** Number of recently used emoji offered first. */
const RECENT_MAX = 24;
/** Maximum length of an emoji in UTF-16 units. */
const EMOJI_MAX_CHARS = 16;
const RESULTS_MAX = 120;

interface Emoji {
  readonly emoji: string;
  readonly names: readonly [en: string, zh: string];
}

const recentEmoji = new StoredSetting<{readonly list: readonly string[]}>('live-room:emoji', (stored) => {
  const {list} = (stored ?? {}) as {readonly list?: unknown};
  const parseEmoji = (item: unknown) => (typeof item === 'string' && item.length <= EMOJI_MAX_CHARS ? item : undefined);
  return {list: listOf(list, RECENT_MAX, parseEmoji)};
});

export interface EmojiPanelOptions {
  readonly lang: string;
  readonly terms: ComposerTerms;
  /** Closes the panel. */
  readonly close: () => void;
}

/** Emoji to choose from, by group or by name. Recent emoji and those of Tencent's own clients come first. */
export class EmojiPanel {
  readonly #composer: ToolHost;
  readonly #options: EmojiPanelOptions;
  /** Lit renders into it. */
  readonly content = createElement('div', 'panel emoji');
  readonly #removeStyles: () => void;
  readonly #groups: readonly (readonly Emoji[])[];
  readonly #nameIndex: 0 | 1;
  readonly #lifetime = new AbortController();
  /** Index of the shown group; undefined while results of a search are shown. */
  #group: number | undefined = 0;
  /** The emoji in the grid, and the index of the emoji in the tab order. Arrow keys move between them. */
  #shown: readonly Emoji[];
  #tabStop = 0;
  /** Names normalised for the search; created by the first search. */
  #searchIndex: readonly {readonly item: Emoji; readonly names: readonly string[]}[] | undefined;

  constructor(composer: ToolHost, options: EmojiPanelOptions) {
    this.#composer = composer;
    this.#options = options;
    const {lang, terms} = options;
    recentEmoji.subscribe(() => undefined, this.#lifetime); // Keeps emoji that were chosen in another tab.
    this.#nameIndex = /^zh\b/i.test(lang) ? 1 : 0;
    const groups = EMOJI.map((group) => group.split('\n').map(read));
    const all = new Map(groups.flat().map((item) => [item.emoji, item]));
    const emojiFor = (emoji: string) => all.get(emoji) ?? {emoji, names: [emoji, emoji] as const};
    const first = [...new Set([...[...recentEmoji.current.list].reverse(), ...faces()])].map(emojiFor);
    this.#groups = [first, ...groups];
    this.#shown = first;
    this.#removeStyles = adoptStyles(composer.input.getRootNode() as ShadowRoot, styles);
    const node = this.content;
    node.setAttribute('role', 'group');
    node.setAttribute('aria-label', terms.emoji);
    node.addEventListener('keydown', (event) => {
      if (pressedKey(event) !== 'Escape') return;
      event.stopPropagation();
      this.#options.close();
      composer.input.focus();
    });
    this.#render();
    listenForUnnamedEnter(this.#search, () => this.#pickFirst());
  }

  opened(): void {
    this.#choices[0]?.focus();
  }

  closed(): void {
    this.#lifetime.abort();
    this.#removeStyles();
  }

  get #search(): HTMLInputElement {
    return this.content.querySelector('input')!;
  }

  get #grid(): HTMLElement {
    return this.content.querySelector('.grid')!;
  }

  get #choices(): readonly HTMLElement[] {
    return [...this.#grid.children] as HTMLElement[];
  }

  #render(): void {
    const {findEmoji} = this.#options.terms;
    // Without `form`, the search field would submit the surrounding form.
    render(
      html`
        <input
          class="search"
          type="search"
          form=""
          placeholder=${findEmoji}
          aria-label=${findEmoji}
          @input=${() => this.#filter(this.#search.value)}
          @keydown=${this.#handleSearchKey}
        />
        <div class="tabs" role="group">${this.#groups.map((group, index) => this.#tab(group, index))}</div>
        <div class="grid" @click=${this.#handleClick} @keydown=${this.#moveFocus}>
          ${this.#shown.map((item, index) => this.#choice(item, index))}
        </div>
      `,
      this.content,
    );
  }

  #tab(group: readonly Emoji[], index: number): TemplateResult {
    const name = this.#options.terms.emojiGroups[index]!;
    const pressed = index === this.#group;
    const show = () => this.#show(index);
    const text = index ? group[0]!.emoji : '🕘';
    return html`<button
      class="tab"
      type="button"
      title=${name}
      aria-label=${name}
      aria-pressed=${pressed}
      @click=${show}
    >
      ${text}
    </button>`;
  }

  #choice({emoji, names}: Emoji, index: number): TemplateResult {
    const name = names[this.#nameIndex];
    const tabIndex = index === this.#tabStop ? 0 : -1;
    return html`<button class="choice" type="button" tabindex=${tabIndex} title=${name} aria-label=${name}>
      ${emoji}
    </button>`;
  }

  #show(index: number): void {
    this.#search.value = '';
    this.#fillGrid(this.#groups[index]!, index);
  }

  #filter(searchText: string): void {
    if (!searchText.trim()) return this.#show(0);
    const query = fold(searchText).text;
    const exactQuery = fold(searchText, 'exact').text;
    this.#searchIndex ??= this.#groups.flat().map((item) => ({item, names: item.names.map((name) => fold(name).text)}));
    const found = this.#searchIndex
      .filter(
        ({item, names}) =>
          fold(item.emoji, 'exact').text === exactQuery || (query && names.some((name) => name.includes(query))),
      )
      .map(({item}) => item);
    this.#fillGrid([...new Map(found.map((item) => [item.emoji, item])).values()].slice(0, RESULTS_MAX));
  }

  #fillGrid(emoji: readonly Emoji[], group?: number): void {
    this.#shown = emoji;
    this.#group = group;
    this.#tabStop = 0;
    this.#render();
    this.#grid.scrollTop = 0;
  }

  /** Enter in the search chooses the first result and does not send the comment. */
  readonly #handleSearchKey = (event: KeyboardEvent) => {
    if (pressedKey(event) !== 'Enter') return;
    event.preventDefault();
    this.#pickFirst();
  };

  readonly #handleClick = ({target}: Event) => {
    const choice = (target as Element).closest<HTMLElement>('.choice');
    this.#pick(this.#shown[choice ? this.#choices.indexOf(choice) : -1]);
  };

  #pickFirst(): void {
    this.#pick(this.#shown[0]);
  }

  #pick(item: Emoji | undefined): void {
    if (!item) return;
    const {emoji} = item;
    const others = recentEmoji.current.list.filter((other) => other !== emoji);
    recentEmoji.change({list: [...others, emoji]});
    const {input} = this.#composer;
    input.setRangeText(emoji, input.selectionStart, input.selectionEnd, 'end');
    this.#composer.handleInput();
  }

  readonly #moveFocus = (event: KeyboardEvent) => {
    const choices = this.#choices;
    const at = choices.indexOf(event.target as HTMLElement);
    const {gridTemplateColumns, direction} = getComputedStyle(this.#grid);
    const columns = gridTemplateColumns.split(' ').length;
    const forward = direction === 'rtl' ? -1 : 1;
    const step = {ArrowRight: forward, ArrowLeft: -forward, ArrowDown: columns, ArrowUp: -columns}[pressedKey(event)];
    const next = step && choices[at + step];
    if (!next) return;
    event.preventDefault();
    this.#tabStop = at + step;
    this.#render();
    next.focus();
  };
}

function read(line: string): Emoji {
  const [emoji = '', en = '', zh = ''] = line.split('|');
  return {emoji, names: [en, zh]};
}
