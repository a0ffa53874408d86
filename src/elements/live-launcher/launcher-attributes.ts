/** Largest distance from the edge of the window, px. */
const OFFSET_MAX_PX = 1_000;

/** Attributes of the launcher by their properties, as Lit's decorators would list them. */
export const ATTRIBUTES = {
  apiUrl: 'api-url',
  roomId: 'room-id',
  variant: 'variant',
  position: 'position',
  offset: 'offset',
  hiddenWhen: 'hidden-when',
} as const;

const DEFAULTS: Readonly<Record<string, string>> = {
  variant: 'bubble',
  position: 'bottom-right',
  'hidden-when': 'ended',
};

/** Adds a property for each attribute. */
export function defineAttributes(prototype: HTMLElement): void {
  for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: HTMLElement) {
        return this.getAttribute(attribute) ?? DEFAULTS[attribute] ?? '';
      },
      set(this: HTMLElement, value: unknown) {
        this.setAttribute(attribute, String(value));
      },
    });
  }
}

/** Reads one or two lengths in px. Other text counts as none. */
export function readOffset(text: string): readonly number[] {
  const numbers = text.trim().split(/\s+/).map(parseFloat);
  return numbers.every((number) => number >= 0 && number <= OFFSET_MAX_PX) ? numbers.slice(0, 2) : [];
}

/** Finds the nearest element with an attribute, also outside of the shadow tree that the launcher is in. */
export function nearest(element: Element, attribute: string): Element | undefined {
  const found = element.closest(`[${attribute}]`);
  const root = element.getRootNode();
  return found ?? (root instanceof ShadowRoot ? nearest(root.host, attribute) : undefined);
}
