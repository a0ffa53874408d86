/** The browser's own `Event`, where a script of the page has put another in its place, as MooTools does. */
export const NativeEvent: typeof Event =
  typeof document === 'undefined' ? globalThis.Event : (document.createEvent('Event').constructor as typeof Event);
