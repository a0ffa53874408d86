/** Finds the element with the focus, also in open shadow trees. Undefined if the page has none. */
export function focusedElement(): HTMLElement | undefined {
  let focused = document.activeElement;
  for (let inner; (inner = focused?.shadowRoot?.activeElement);) focused = inner;
  return focused === document.body ? undefined : ((focused as HTMLElement | null) ?? undefined);
}
