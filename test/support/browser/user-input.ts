/** Real keyboard and pointer input, through the test runner. */
import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import {eventually} from '../eventually.ts';

/** Frames for which an element must keep its place before it is pressed: the press takes a moment to arrive. */
const STILL_FRAMES = 3;

export interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Clicks the middle of an element, when it no longer moves and nothing covers it.
 *
 * @param element A function finds the element again until then, because a row of a list may be drawn again.
 */
export async function click(element: Element | (() => Element)): Promise<void> {
  await sendMouse({type: 'click', position: await reached(element)});
}

/** Clicks the current position of an element, also of a moving one. */
export async function clickAtOnce(element: Element): Promise<void> {
  await sendMouse({type: 'click', position: middleOf(element)});
}

export async function clickTwice(element: Element): Promise<void> {
  const position = await reached(element);
  await sendMouse({type: 'click', position});
  await sendMouse({type: 'click', position});
}

/** Moves the pointer to the middle of an element, or to an offset from its upper left corner. */
export async function hover(element: Element, place?: Place): Promise<void> {
  if (!place) return sendMouse({type: 'move', position: await reached(element)});
  element.scrollIntoView({block: 'nearest', inline: 'start'});
  const {left, top} = element.getBoundingClientRect();
  await sendMouse({type: 'move', position: [Math.round(left + place.x), Math.round(top + place.y)]});
}

/** Drags from one point of the window to another, in steps. */
export async function drag(from: Place, to: Place): Promise<void> {
  await sendMouse({type: 'move', position: [Math.round(from.x), Math.round(from.y)]});
  await sendMouse({type: 'down'});
  for (const share of [0.2, 0.6, 1]) {
    const position = (['x', 'y'] as const).map((axis) => Math.round(from[axis] + (to[axis] - from[axis]) * share));
    await sendMouse({type: 'move', position: position as [number, number]});
  }
  await sendMouse({type: 'up'});
}

/** Presses keys one after another: `hello{Enter}` types and presses, `{Shift>}{Tab}{/Shift}` holds a key. */
export async function keyboard(keys: string): Promise<void> {
  for (const [, text, down, up, press] of keys.matchAll(/([^{]+)|\{(\w+)>\}|\{\/(\w+)\}|\{(\w+)\}/gu)) {
    if (text) await sendKeys({type: text});
    else if (down) await sendKeys({down});
    else if (up) await sendKeys({up});
    else await sendKeys({press: press!});
  }
}

/** Replaces the text of a field. */
export async function fill(field: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> {
  field.focus();
  field.select();
  await sendKeys({type: text});
}

/** Chooses an option of a `select`. Tests cannot open its pop-up in any engine. */
export function choose(list: HTMLSelectElement, value: string): void {
  list.value = value;
  for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, {bubbles: true, composed: true}));
}

async function reached(target: Element | (() => Element)): Promise<[number, number]> {
  const find = () => (typeof target === 'function' ? target() : target);
  find().scrollIntoView({block: 'nearest', inline: 'nearest'});
  let middle = middleOf(find());
  await eventually(async () => {
    const element = find();
    expect(element.isConnected, 'it is in the page').to.equal(true);
    const before = middle;
    for (let frame = 0; frame < STILL_FRAMES; frame++) {
      await new Promise(requestAnimationFrame);
      middle = middleOf(element);
      expect(middle, 'it moves').to.deep.equal(before);
    }
    expect(isOver(element, middle), 'something lies over it').to.equal(true);
  });
  return middle;
}

function middleOf(element: Element): [number, number] {
  const {left, top, width, height} = windowRectOf(element);
  return [Math.floor(left + width / 2), Math.floor(top + height / 2)];
}

/** Position of an element in px of the window. WebKit's rectangles are in px of the page's `zoom`. */
export function windowRectOf(element: Element): DOMRect {
  const {x, y, width, height} = element.getBoundingClientRect();
  const zoom = 'currentCSSZoom' in element ? 1 : zoomOf(element);
  return new DOMRect(x * zoom, y * zoom, width * zoom, height * zoom);
}

function zoomOf(element: Element): number {
  let zoom = 1;
  for (let node: Node | null = element; node; node = parentOf(node))
    if (node instanceof Element) zoom *= Number(getComputedStyle(node).zoom);
  return zoom;
}

function parentOf(node: Node): Node | null {
  return (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null;
}

/** True if a point hits the element or a descendant. */
function isOver(element: Element, [x, y]: [number, number]): boolean {
  let hit = document.elementFromPoint(x, y);
  if (element === document.body && hit === document.documentElement) return true; // A body may be empty.
  while (hit?.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  for (let node: Node | null = hit; node; node = node.parentNode ?? (node as ShadowRoot).host ?? null) {
    if (node === element) return true;
  }
  return false;
}
