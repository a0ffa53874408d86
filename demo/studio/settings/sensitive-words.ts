import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {number, t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {ask} from '../base/question.ts';
import {StudioPanel} from '../base/studio-element.ts';

/** The word filter: one word per line, masked if the line begins with an asterisk. The list is replaced as a whole. */
@customElement('studio-sensitive-words')
export class StudioSensitiveWords extends StudioPanel {
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override render(): TemplateResult {
    return this.card(
      t('sensitiveWords'),
      html`<form class="stack" @submit=${this.#replace}>
        <label for="words">${t('words')}</label>
        <textarea id="words" rows="8" spellcheck="false" aria-describedby="words-hint"></textarea>
        <p class="hint" id="words-hint">${t('wordsHint')}</p>
        <button>${t('replaceWords')}</button>
        ${this.#outcome.view}
      </form>`,
    );
  }

  readonly #replace = async (event: Event) => {
    event.preventDefault();
    const lines = this.querySelector('textarea')!
      .value.split('\n')
      .map((line) => line.trim());
    const words = [...new Set(lines.filter(Boolean))];
    if (!words.length && !(await ask(t('askNoWords'), t('emptyList')))) return;
    await this.#outcome.latest(
      'words',
      () => this.studio.server.call('PUT', '/words', {words: words.map(refusedOrMasked)}),
      () => t('wordsAre', {count: number(words.length)}),
    );
  };
}

function refusedOrMasked(line: string): string | {readonly word: string; readonly mask: true} {
  const word = line.replace(/^\*\s*/, '');
  return word && word !== line ? {word, mask: true} : line;
}
