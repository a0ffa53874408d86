import type {ReactiveController} from 'lit';
import {lazy} from '../../session/lazy.js';
import {LazyModule} from '../base/lazy-module.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {isOverlay} from './aspect.js';
import type {DefaultLayout, LayoutElements, StagePlaces} from './default-layout.js';
import type {LayoutRoom} from './stage/layout-room.js';
import {layoutTemplate} from './layout-template.js';
import type {StageView} from './stage-view.js';

const loadLayout = lazy(() => import('./default-layout.js'));
const loadStageView = lazy(() => import('./stage-view.js'));

/**
 * Delays of the script and of the elements of the default layout while the room is being joined, ms. Loading and
 * drawing them earlier would delay the join.
 */
const DELAYS_MS = [200, 500] as const;

/** Draws the default layout: its areas at once, its elements when the delays are over and their script has loaded. */
export class DelayedElements implements ReactiveController {
  readonly #room: LayoutRoom;
  readonly #localize: LocalizeController;
  readonly #layoutModule: LazyModule<Awaited<ReturnType<typeof loadLayout>>>;
  readonly #viewModule: LazyModule<Awaited<ReturnType<typeof loadStageView>>>;
  #elements: LayoutElements | undefined;
  #places: StagePlaces | undefined;
  #view: StageView | undefined;
  #timers: readonly ReturnType<typeof setTimeout>[] | undefined;
  /** Number of delays that have ended. */
  #delaysOver = 0;

  constructor(room: LayoutRoom, localize: LocalizeController) {
    this.#room = room;
    this.#localize = localize;
    this.#layoutModule = new LazyModule(room, loadLayout);
    this.#viewModule = new LazyModule(room, loadStageView);
    room.addController(this);
  }

  render(isJoining: boolean, options: Omit<DefaultLayout, 'elements' | 'view'>) {
    const {aspect, connectionStatus} = options;
    if (isJoining && !this.#elements) this.#timers ??= DELAYS_MS.map((delayMs) => setTimeout(this.#endDelay, delayMs));
    else this.#delaysOver = DELAYS_MS.length;
    if (!this.#delaysOver) return layoutTemplate(aspect, undefined);
    const {module} = this.#layoutModule;
    const viewModule = isOverlay(aspect) ? this.#viewModule.module : undefined;
    const isLoaded = module && (viewModule || !isOverlay(aspect));
    if (isLoaded && this.#delaysOver >= DELAYS_MS.length) this.#elements ??= module.createLayoutElements(this.#room);
    const elements = this.#elements;
    if (!module || !elements) return layoutTemplate(aspect, isJoining ? undefined : connectionStatus);
    if (viewModule) this.#view ??= new viewModule.StageView(this.#room, elements, this.#localize);
    return module.defaultLayout({...options, elements, view: this.#view});
  }

  clear(): void {
    this.#elements = undefined;
    this.hostDisconnected();
  }

  hostUpdated(): void {
    const {module} = this.#layoutModule.loaded ? this.#layoutModule : {};
    const layout = this.#room.renderRoot.querySelector<HTMLElement>('.layout');
    if (module && layout && this.#elements)
      this.#places ??= new module.StagePlaces(layout, this.#elements, () => this.#localize.dir === 'rtl');
    this.#places?.update();
    this.#view?.update();
  }

  hostDisconnected(): void {
    this.#timers?.forEach(clearTimeout);
    this.#timers = undefined;
    this.#places?.stop();
    this.#view?.stop();
    this.#places = this.#view = undefined;
  }

  readonly #endDelay = () => {
    this.#delaysOver += 1;
    this.#room.requestUpdate();
  };
}
