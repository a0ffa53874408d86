import {html, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import '../air/air.ts';
import {t} from '../base/language.ts';
import {KEYS, listenForShortcuts} from '../base/shortcuts.ts';
import {StudioPanel} from '../base/studio-element.ts';
import type {StudioTabs} from '../base/tabs.ts';
import '../base/tabs.ts';
import '../cloud/drawer.ts';
import '../stats/stats.ts';
import '../stats/sales-report.ts';
import '../stats/vitals.ts';
import '../settings/settings.ts';
import '../shop/shelf.ts';
import '../show/broadcast.ts';
import '../show/lottery.ts';
import '../show/pin.ts';
import '../show/poll.ts';
import '../show/rules.ts';
import '../show/schedule.ts';
import '../show/state.ts';
import '../chat/chat.ts';
import type {StudioHelp} from './help.ts';
import './help.ts';
import {ICONS} from './icons.ts';
import './top-bar.ts';

const TABS = ['chat', 'shop', 'show', 'numbers', 'settings'] as const;

/** The signed-in studio: the video, always in view, and the tabs next to it. */
@customElement('studio-desk')
export class StudioDesk extends StudioPanel {
  @state() private drawerOpen = false;
  @state() private faultUserId = '';

  protected override connected(signal: AbortSignal): void {
    const {moderation, products, room, poll} = this.studio;
    const tabKeys = [...KEYS.tabs].map((key, index) => [key, () => this.#tabs.select(TABS[index]!)] as const);
    listenForShortcuts(
      {
        ...Object.fromEntries(tabKeys),
        [KEYS.mute]: () => void moderation.mute(600),
        [KEYS.remove]: () => void moderation.delete(),
        delete: () => void moderation.delete(),
        [KEYS.next]: () => void products.featureNext(),
        [KEYS.search]: () => this.#search(),
        [KEYS.help]: () => this.#help.show(),
      },
      signal,
    );
    // A press on a product opens its page for viewers, and the shelf for the operator.
    room.addEventListener(
      'live-product-select',
      (event) => {
        event.preventDefault();
        this.#tabs.select('shop');
      },
      {signal},
    );
    this.addEventListener('studio-use-in-cloud', this.#useInCloud, {signal});
    const title = () => {
      const name = poll.room?.title;
      document.title = name ? `${name} · ${t('studio')}` : t('studio');
    };
    poll.addEventListener('room', title, {signal});
  }

  protected override render(): TemplateResult {
    const {studio} = this;
    return html`<studio-top-bar
        .studio=${studio}
        .drawerOpen=${this.drawerOpen}
        @studio-help=${() => this.#help.show()}
        @studio-drawer=${() => (this.drawerOpen = !this.drawerOpen)}
        @studio-leave=${() => this.dispatchEvent(new Event('studio-leave'))}
      ></studio-top-bar>
      <main class="desk">
        <h1 class="unseen">${t('studio')}</h1>
        <div class="rail">
          <studio-air .studio=${studio}></studio-air>
          <section class="card monitor" aria-labelledby="monitor-title">
            <header><h2 id="monitor-title">${t('asViewersSee')}</h2></header>
            <studio-vitals .studio=${studio}></studio-vitals>
            ${studio.room}
          </section>
        </div>
        <studio-tabs class="workspace" name="main" label=${t('sections')} .tabs=${this.#panels()}></studio-tabs>
      </main>
      <studio-drawer
        .studio=${studio}
        .open=${this.drawerOpen}
        .userId=${this.faultUserId}
        @studio-close=${() => (this.drawerOpen = false)}
      ></studio-drawer>
      <studio-help></studio-help>`;
  }

  #panels() {
    const {studio} = this;
    const tab = (index: number, label: string, content: TemplateResult) => {
      const id = TABS[index]!;
      return {id, label, icon: ICONS[id], key: KEYS.tabs[index]!, content};
    };
    return [
      tab(0, t('tabChat'), html`<studio-chat .studio=${studio}></studio-chat>`),
      tab(1, t('tabShop'), html`<studio-shelf .studio=${studio}></studio-shelf>`),
      tab(
        2,
        t('tabShow'),
        html`<div class="grid">
          <studio-state .studio=${studio}></studio-state>
          <studio-schedule .studio=${studio}></studio-schedule>
          <studio-broadcast .studio=${studio}></studio-broadcast>
          <studio-lottery .studio=${studio}></studio-lottery>
          <studio-poll .studio=${studio}></studio-poll>
          <studio-pin .studio=${studio}></studio-pin>
          <studio-rules .studio=${studio}></studio-rules>
        </div>`,
      ),
      tab(
        3,
        t('tabNumbers'),
        html`<studio-stats .studio=${studio}></studio-stats>
          <studio-sales-report .studio=${studio}></studio-sales-report>`,
      ),
      tab(4, t('tabSettings'), html`<studio-settings .studio=${studio}></studio-settings>`),
    ];
  }

  get #tabs(): StudioTabs {
    return this.querySelector<StudioTabs>('studio-tabs.workspace')!;
  }

  get #help(): StudioHelp {
    return this.querySelector<StudioHelp>('studio-help')!;
  }

  /** Moves the focus to the search of the list that is open. */
  #search(): void {
    const fields = this.querySelectorAll<HTMLInputElement>('input[type=search]');
    for (const field of fields) {
      if (field.getClientRects().length === 0) continue;
      field.focus();
      field.select();
      return;
    }
  }

  readonly #useInCloud = (event: Event) => {
    this.faultUserId = (event as CustomEvent<string>).detail;
    this.drawerOpen = true;
  };
}
