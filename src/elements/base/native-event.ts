/** The browser's own `Event`. Scripts of the page may replace the global one, as MooTools does. */
export const NativeEvent: typeof Event =
  typeof document === 'undefined' ? globalThis.Event : (document.createEvent('Event').constructor as typeof Event);
