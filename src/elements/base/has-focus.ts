/**
 * True if the focus is in an element of a shadow tree, including slotted content. Unlike `:focus-within` it is also true while the
 * window has no focus, because the viewer comes back to the same element.
 */
export function hasFocus(element: Element): boolean {
  const tree = element.getRootNode() as ShadowRoot;
  if (element.contains(tree.activeElement)) return true;
  const slotted = [...element.querySelectorAll('slot')].flatMap((slot) => slot.assignedElements({flatten: true}));
  // A slotted element may come from a tree several levels further out.
  return slotted.some((node) => node.contains((node.getRootNode() as Document | ShadowRoot).activeElement));
}
