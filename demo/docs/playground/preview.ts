import {MemoryRoom} from '../room/memory-room.ts';
import {SITE} from '../room/scenery.ts';
import {cssOf, type Changes} from './changes.ts';
import type {ElementFacts} from './facts.ts';
import type {Frame} from './frames.ts';

type Room = HTMLElementTagNameMap['live-room'];

/** The live element, in its own room in memory and in a shadow tree, which the styles of the docs do not reach. */
export class Preview {
  readonly element: HTMLElement;
  readonly memory = new MemoryRoom(SITE);
  readonly #facts: ElementFacts;
  readonly #style = document.createElement('style');
  readonly #end = new AbortController();
  readonly #slotted = new Map<string, HTMLElement>();

  constructor(place: HTMLElement, facts: ElementFacts, frame: Frame) {
    this.#facts = facts;
    frame.prepare?.(this.memory);
    const root = place.shadowRoot ?? place.attachShadow({mode: 'open'});
    const isRoom = facts.tagName === 'live-room';
    const isAlone = frame.place === 'window';
    const room = document.createElement('live-room');
    this.element = isRoom ? room : document.createElement(facts.tagName);
    const joining = isAlone ? this.element : room;
    joining.setAttribute('api-url', this.memory.apiUrl);
    joining.setAttribute('room-id', 'demo');
    for (const [name, value] of Object.entries(frame.attributes ?? {})) this.element.setAttribute(name, value);
    this.element.insertAdjacentHTML('beforeend', frame.content ?? '');
    if (!isRoom && !isAlone) room.append(this.element);
    const surroundings = document.createElement('style');
    surroundings.textContent = SURROUNDINGS;
    root.replaceChildren(surroundings, this.#style, joining);
    if (!isAlone) this.#whenJoined(room, () => frame.begin?.(this.memory));
  }

  /** Calls back for each event of the element, and of those inside it. */
  onEvents(names: readonly string[], callback: (event: Event) => void): void {
    for (const name of names) this.element.addEventListener(name, callback, {signal: this.#end.signal});
  }

  apply(changes: Changes): void {
    for (const [name, value] of changes.attributes) {
      if (value === undefined) this.element.removeAttribute(name);
      else if (this.element.getAttribute(name) !== value) this.element.setAttribute(name, value);
    }
    this.#style.textContent = cssOf(this.#facts.tagName, changes);
    for (const {name} of this.#facts.slots) this.#fill(name, changes.slots.get(name));
  }

  /** The states that the element has now. */
  get states(): readonly string[] {
    return this.#facts.states.map(({name}) => name).filter((name) => this.#matches(name));
  }

  close(): void {
    this.#end.abort();
    // The room that a launcher has opened is at the end of the page.
    document.querySelector(`live-room[api-url="${CSS.escape(this.memory.apiUrl)}"]`)?.remove();
    this.memory.close();
  }

  #fill(slot: string, text: string | undefined): void {
    const before = this.#slotted.get(slot);
    if (before?.textContent === text) return;
    before?.remove();
    this.#slotted.delete(slot);
    if (!text) return;
    const content = document.createElement('span');
    content.slot = slot;
    content.textContent = text;
    this.element.append(content);
    this.#slotted.set(slot, content);
  }

  #matches(state: string): boolean {
    try {
      return this.element.matches(`:state(${state})`);
    } catch {
      return false; // A browser without custom states.
    }
  }

  #whenJoined(room: Room, callback: () => void): void {
    const joined = () => room.session.status === 'joined' && !this.#end.signal.aborted;
    if (joined()) return callback();
    room.addEventListener(
      'live-status-change',
      function once() {
        if (!joined()) return;
        room.removeEventListener('live-status-change', once);
        callback();
      },
      {signal: this.#end.signal},
    );
  }
}

const SURROUNDINGS = `
  :host([data-place='stage']) live-room {
    position: relative;
    min-block-size: 20rem;
    display: grid;
    align-content: start;
    background: linear-gradient(160deg, #24304a, #512f4b 60%, #7a4a3a);
    border-radius: 8px;
    overflow: hidden;
  }
  :host([data-place='stage']) live-room > :is(danmaku-layer, live-player, gift-feed) {
    position: absolute;
    inset: 0;
  }
  danmaku-layer > live-player {
    block-size: 100%;
  }
  :host([data-place='column']) live-room {
    position: relative;
    display: grid;
    block-size: 26rem;
    max-inline-size: 28rem;
    margin-inline: auto;
  }
`;
