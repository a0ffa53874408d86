import {html, nothing, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {ask} from '../base/question.ts';
import {ResponseOrder} from '../base/response-order.ts';
import {safeAddress} from '../base/safe-address.ts';
import type {CatalogueGift} from '../base/server-types.ts';
import {StudioPanel} from '../base/studio-element.ts';
import './gift-editor.ts';

/** The catalogue of gifts, each of which can be edited or removed, and a form for a new one. */
@customElement('studio-gifts')
export class StudioGifts extends StudioPanel {
  @state() private list: readonly CatalogueGift[] | undefined;
  /** The gift that the last action was about; undefined for one that is new or was removed. */
  @state() private shownAt: string | undefined;
  readonly #outcome = new Outcome(() => this.requestUpdate());
  readonly #responses = new ResponseOrder();

  protected override connected(signal: AbortSignal): void {
    // A tab that nobody opens needs no list.
    const seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) this.#load().catch((error: unknown) => this.#outcome.fail(error));
    });
    seen.observe(this);
    signal.addEventListener('abort', () => seen.disconnect());
  }

  protected override render(): TemplateResult {
    const {list = []} = this;
    const isListed = list.some(({id}) => id === this.shownAt);
    return this.card(
      t('gifts'),
      html`<studio-gift-editor
          .taken=${list.map(({id}) => id)}
          .save=${(gift: CatalogueGift) => this.#save(gift, undefined)}
        ></studio-gift-editor>
        ${isListed ? nothing : this.#outcome.view}
        <ul class="gifts">
          ${repeat(
            list,
            ({id}) => id,
            (gift) =>
              html`<li>
                <img alt="" width="32" height="32" loading="lazy" src=${safeAddress(gift.icon) || nothing} />
                <studio-gift-editor
                  .gift=${gift}
                  .save=${(changed: CatalogueGift) => this.#save(changed, gift.id)}
                  .retire=${() => this.#remove(gift)}
                  .outcome=${this.shownAt === gift.id ? this.#outcome.view : undefined}
                ></studio-gift-editor>
              </li>`,
          )}
        </ul>
        ${this.list?.length === 0 ? html`<p class="nothing">${t('noGifts')}</p>` : nothing}`,
      {aside: html`<p class="hint">${t('giftsHint')}</p>`},
    );
  }

  #save({id, ...gift}: CatalogueGift, shownAt: string | undefined): Promise<boolean> {
    this.shownAt = shownAt;
    return this.#outcome.once(
      `save ${id}`,
      async () => {
        await this.studio.server.call('PUT', `/gifts/${encodeURIComponent(id)}`, gift);
        await this.#load();
      },
      () => t('giftSaved', {name: gift.name}),
    );
  }

  async #remove({id, name}: CatalogueGift): Promise<void> {
    if (!(await ask(t('askRemoveGift', {name}), t('removeGift')))) return;
    this.shownAt = undefined;
    await this.#outcome.once(
      `remove ${id}`,
      async () => {
        await this.studio.server.call('DELETE', `/gifts/${encodeURIComponent(id)}`);
        await this.#load();
      },
      () => t('giftRemoved', {name}),
    );
  }

  async #load(): Promise<void> {
    const accept = this.#responses.begin();
    const list = await this.studio.server.call<readonly CatalogueGift[]>('GET', '/gifts');
    if (accept()) this.list = list;
  }
}
