/**
 * True if the focus is in an element of a shadow tree, what is slotted into it included. Unlike `:focus-within` also while the
 * window itself has no focus: its viewer comes back to it.
 */
export function hasFocus(element: Element): boolean {
  const tree = element.getRootNode() as ShadowRoot;
  if (element.contains(tree.activeElement)) return true;
  const slotted = [...element.querySelectorAll('slot')].flatMap((slot) => slot.assignedElements({flatten: true}));
  // A slotted element may come from a tree further out than the next.
  return slotted.some((node) => node.contains((node.getRootNode() as Document | ShadowRoot).activeElement));
}
