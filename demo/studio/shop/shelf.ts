import {html, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {t} from '../base/language.ts';
import {emptyText, matches, searchField} from '../base/search.ts';
import {KEYS} from '../base/shortcuts.ts';
import {StudioPanel} from '../base/studio-element.ts';
import './product-editor.ts';
import './product-row.ts';

/** The products of the room, each of which can be edited, and a form for a new one. */
@customElement('studio-shelf')
export class StudioShelf extends StudioPanel {
  @state() private query = '';

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.studio.products, ['change'], signal);
  }

  protected override render(): TemplateResult {
    const {products} = this.studio;
    const {list, shownIds} = products;
    const shown = list.filter(({title, id}) => matches(this.query, title, id));
    const title = list
      .filter(({id}) => shownIds.includes(id))
      .map((product) => product.title)
      .join(', ');
    return this.card(
      t('shelf'),
      html`<div class="bar">
          ${searchField({
            label: t('searchShelf'),
            query: this.query,
            count: [shown.length, list.length],
            onQuery: (query) => (this.query = query),
          })}
          <button type="button" class="primary" aria-keyshortcuts=${KEYS.next} @click=${() => products.featureNext()}>
            ${t('nextProduct')} <kbd aria-hidden="true">${KEYS.next.toUpperCase()}</kbd>
          </button>
        </div>
        <studio-product-editor class="new" .products=${products}></studio-product-editor>
        ${products.shownAt === undefined ? products.outcome.view : ''}
        <ul class="shelf">
          ${repeat(
            shown,
            ({id}) => id,
            (product) =>
              html`<li class=${shownIds.includes(product.id) ? 'shown' : ''}>
                <studio-product-row
                  .products=${products}
                  .product=${product}
                  .shown=${shownIds.includes(product.id)}
                  .canJoin=${products.hasPlace}
                ></studio-product-row>
              </li>`,
          )}
        </ul>
        ${products.loaded ? emptyText(this.query, shown.length, t('shelfEmpty')) : ''}`,
      {
        aside: html`<p class="hint" role="status">${title ? t('onShow', {title}) : t('nothingOnShow')}</p>`,
        kind: 'fill',
      },
    );
  }
}
