import type {ComposerTerms} from '../../locales/terms.js';
import {faces} from '../../protocol/faces.js';
import {fold} from '../../protocol/fold.js';
import {createButton, createElement} from '../base/dom.js';
import {listOf, StoredSetting} from '../../session/stored-setting.js';
import {listenForUnnamedEnter, pressedKey} from '../base/pressed-key.js';
import {adoptStyles} from '../base/adopt-styles.js';
import {EMOJI} from './emoji-data.generated.js';
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
  readonly container: HTMLElement;
  readonly lang: string;
  readonly terms: ComposerTerms;
  readonly onPick: (emoji: string) => void;
  /** Called when the viewer closes the panel. */
  readonly onClose: () => void;
}

/**
 * Emoji to choose from, by group or by name. Recent ones and those of Tencent's own clients come first.
 */
export class EmojiPanel {
  readonly #options: EmojiPanelOptions;
  readonly #node = createElement('div', 'panel emoji');
  readonly #grid = createElement('div', 'grid');
  readonly #tabs = createElement('div', 'tabs');
  readonly #search = createElement('input', 'search');
  readonly #removeStyles: () => void;
  readonly #groups: readonly (readonly Emoji[])[];
  readonly #nameIndex: 0 | 1;
  readonly #closed = new AbortController();
  /** Names normalised for the search; created by the first search. */
  #searchIndex: readonly {readonly item: Emoji; readonly names: readonly string[]}[] | undefined;

  constructor(options: EmojiPanelOptions) {
    this.#options = options;
    const {container, lang, terms} = options;
    recentEmoji.subscribe(() => undefined, this.#closed); // Keeps emoji that were chosen in another tab.
    this.#nameIndex = /^zh\b/i.test(lang) ? 1 : 0;
    const groups = EMOJI.map((group) => group.split('\n').map(read));
    const all = new Map(groups.flat().map((item) => [item.emoji, item]));
    const emojiFor = (emoji: string) => all.get(emoji) ?? {emoji, names: [emoji, emoji] as const};
    const first = [...new Set([...[...recentEmoji.current.list].reverse(), ...faces()])].map(emojiFor);
    this.#groups = [first, ...groups];
    this.#removeStyles = adoptStyles(container.getRootNode() as ShadowRoot, styles);
    this.#draw(terms);
    container.append(this.#node);
    this.#show(0);
    this.#grid.querySelector<HTMLElement>('button')?.focus();
  }

  close(): void {
    this.#closed.abort();
    this.#node.remove();
    this.#removeStyles();
  }

  #draw(terms: ComposerTerms): void {
    const node = this.#node;
    node.setAttribute('role', 'group');
    node.setAttribute('aria-label', terms.emoji);
    this.#search.type = 'search';
    this.#search.placeholder = terms.findEmoji;
    this.#search.setAttribute('aria-label', terms.findEmoji);
    this.#search.addEventListener('input', () => this.#filter(this.#search.value));
    this.#tabs.setAttribute('role', 'group');
    this.#tabs.append(
      ...this.#groups.map((group, index) => {
        const tab = createButton('tab', () => this.#show(index), index ? group[0]!.emoji : '🕘');
        tab.title = terms.emojiGroups[index]!;
        tab.setAttribute('aria-label', tab.title);
        return tab;
      }),
    );
    this.#grid.addEventListener('click', ({target}) => this.#pick(target as Element));
    this.#grid.addEventListener('keydown', (event) => this.#moveFocus(event));
    // Enter in the search takes the first result, and does not send the comment.
    this.#search.setAttribute('form', ''); // Without this, the browser would submit the surrounding form.
    this.#search.addEventListener('keydown', (event) => {
      if (pressedKey(event) !== 'Enter') return;
      event.preventDefault();
      this.#pickFirst();
    });
    listenForUnnamedEnter(this.#search, () => this.#pickFirst());
    node.addEventListener('keydown', (event) => {
      if (pressedKey(event) !== 'Escape') return;
      event.stopPropagation();
      this.#options.onClose();
    });
    node.append(this.#search, this.#tabs, this.#grid);
  }

  #show(index: number): void {
    [...this.#tabs.children].forEach((tab, other) => tab.setAttribute('aria-pressed', `${index === other}`));
    this.#search.value = '';
    this.#drawGrid(this.#groups[index]!);
  }

  #filter(searchText: string): void {
    if (!searchText.trim()) return this.#show(0);
    const query = fold(searchText).text;
    const exactQuery = fold(searchText, 'exact').text;
    this.#searchIndex ??= this.#groups.flat().map((item) => ({item, names: item.names.map((name) => fold(name).text)}));
    for (const tab of this.#tabs.children) tab.setAttribute('aria-pressed', 'false');
    const found = this.#searchIndex
      .filter(
        ({item, names}) =>
          fold(item.emoji, 'exact').text === exactQuery || (query && names.some((name) => name.includes(query))),
      )
      .map(({item}) => item);
    this.#drawGrid([...new Map(found.map((item) => [item.emoji, item])).values()].slice(0, RESULTS_MAX));
  }

  /** Draws emoji as one tab stop; arrow keys move between them. */
  #drawGrid(emoji: readonly Emoji[]): void {
    this.#grid.scrollTop = 0;
    this.#grid.replaceChildren(
      ...emoji.map((item, index) => {
        const choice = createElement('button', 'choice');
        choice.type = 'button';
        choice.tabIndex = index ? -1 : 0;
        choice.textContent = item.emoji;
        choice.title = item.names[this.#nameIndex];
        choice.setAttribute('aria-label', choice.title);
        return choice;
      }),
    );
  }

  #pickFirst(): void {
    if (this.#grid.firstElementChild) this.#pick(this.#grid.firstElementChild);
  }

  #pick(node: Element): void {
    const emoji = node.closest('.choice')?.textContent;
    if (!emoji) return;
    const others = recentEmoji.current.list.filter((other) => other !== emoji);
    recentEmoji.change({list: [...others, emoji]});
    this.#options.onPick(emoji);
  }

  #moveFocus(event: KeyboardEvent): void {
    const choices = [...this.#grid.children] as HTMLElement[];
    const at = choices.indexOf(event.target as HTMLElement);
    const columns = getComputedStyle(this.#grid).gridTemplateColumns.split(' ').length;
    const forward = getComputedStyle(this.#grid).direction === 'rtl' ? -1 : 1;
    const step = {ArrowRight: forward, ArrowLeft: -forward, ArrowDown: columns, ArrowUp: -columns}[pressedKey(event)];
    const next = step && choices[at + step];
    if (!next) return;
    event.preventDefault();
    choices[at]!.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

function read(line: string): Emoji {
  const [emoji = '', en = '', zh = ''] = line.split('|');
  return {emoji, names: [en, zh]};
}
