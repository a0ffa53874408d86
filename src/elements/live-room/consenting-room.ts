import {setStorageConsent, type Consent} from '../../session/device-storage.js';
import {lazy} from '../../session/lazy.js';
import type {LiveSession} from '../../session/live-session.js';
import type {TrackedOrder} from '../base/events.js';
import {LiveElement} from '../base/live-element.js';
import {property} from '../base/property.js';
import type {RoomTracker} from './room-tracker.js';

const loadTracker = lazy(() => import('./room-tracker.js'));

/**
 * A room that stores and measures only with the viewer's consent.
 *
 * @fires {LiveEvent<'live-track'>} live-track - Something to measure happened, unless the consent is `none`.
 */
export abstract class ConsentingRoom extends LiveElement {
  /**
   * Permission of the viewer; any other word counts as `none`. `none`: nothing is stored on the device, nothing is measured.
   * `functional`: sign-in and settings are stored, and `live-track` is fired on the page. `all`: measured also by `dataLayer` and by
   * the business server.
   */
  @property() consent: 'none' | 'functional' | 'all' = 'functional';

  /** The room's session: its state, its messages and the viewer's actions. */
  abstract get session(): LiveSession;

  abstract apiUrl: string;

  #tracker: RoomTracker | undefined;

  /** Changes `consent`. The room stays joined. With more consent than `none`, values in memory are stored. */
  setConsent(consent: Consent): void {
    this.consent = consent;
    this.applyConsent();
  }

  /**
   * Reports a paid order, once, for the measurement. Rejects with `BAD_CONFIG` if the order is not valid. Without consent nothing is
   * reported.
   */
  async purchased(order: TrackedOrder): Promise<void> {
    (await this.#load()).purchased(order);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    setStorageConsent(this, undefined);
  }

  /** Called with every update: at the start, and after a change of an attribute or of the session. */
  protected applyConsent(): void {
    if (this.isConnected) setStorageConsent(this, this.consent);
    this.#follow();
  }

  /** Loads the tracker when the room is joined. If it does not load, the next change of the session loads it again. */
  #follow(): void {
    if (this.#tracker) this.#tracker.update();
    else if (this.session.status === 'joined')
      this.#load().then(
        (tracker) => tracker.update(),
        () => undefined,
      );
  }

  async #load(): Promise<RoomTracker> {
    const {RoomTracker} = await loadTracker();
    return (this.#tracker ??= new RoomTracker(this));
  }
}
