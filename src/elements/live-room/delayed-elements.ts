import {createLayoutElements, type LayoutElements} from './default-layout.js';

/** Delay of the default layout's elements while the room is being joined, ms: drawing them earlier would delay the join. */
const DELAY_MS = 500;

/** Creates the elements of the default layout once they may be drawn. */
export class DelayedElements {
  readonly #room: HTMLElement & {requestUpdate(): void};
  #elements: LayoutElements | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(room: HTMLElement & {requestUpdate(): void}) {
    this.#room = room;
  }

  /** Undefined while the elements wait for the join; the room is then rendered again. */
  get(isJoining: boolean): LayoutElements | undefined {
    if (isJoining) this.#timer ??= setTimeout(this.#create, DELAY_MS);
    else this.#elements ??= createLayoutElements(this.#room);
    return this.#elements;
  }

  clear(): void {
    this.#elements = undefined;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #create = () => {
    this.#elements ??= createLayoutElements(this.#room);
    this.#room.requestUpdate();
  };
}
