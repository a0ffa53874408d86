/** Used features that one of the oldest supported browsers lacks. */
const MEMBERS: Record<string, readonly string[]> = {
  AbortSignal: ['any', 'timeout', 'throwIfAborted', 'reason'],
  Array: ['findLast', 'fromAsync', 'toReversed', 'toSorted', 'toSpliced', 'with'],
  Document: ['pictureInPictureElement', 'pictureInPictureEnabled', 'startViewTransition'],
  ElementInternals: ['states'],
  HTMLElement: ['hidePopover', 'inert', 'popover', 'showPopover', 'togglePopover'],
  HTMLVideoElement: ['cancelVideoFrameCallback', 'requestPictureInPicture', 'requestVideoFrameCallback'],
  Intl: ['DurationFormat', 'Segmenter'],
  Map: ['groupBy'],
  Navigator: ['userActivation'],
  Object: ['groupBy'],
  Promise: ['try', 'withResolvers'],
  Set: ['difference', 'intersection', 'union'],
  URL: ['canParse', 'parse'],
  globalThis: ['CustomStateSet', 'reportError', 'scheduler'], // The runner needs `structuredClone`; lint forbids it.
};
const CSS_FUNCTIONS = ['color-mix', 'light-dark', 'oklab', 'oklch', 'lab', 'lch', 'hwb'];
const CSS_PROPERTIES = [
  'contain-intrinsic-block-size',
  'content-visibility',
  'rotate',
  'scale',
  'text-wrap',
  'translate',
];

/** Removes the features that any of the oldest supported browsers lacks. Import it first: our modules read features when they load. */
function makeOld(): void {
  const page = globalThis as unknown as Record<string, object & {prototype?: object}>;
  const reflected = Object.keys(Object.getOwnPropertyDescriptors(Element.prototype));
  for (const name of reflected)
    if (/^(aria[A-Z]|role$|checkVisibility$|currentCSSZoom$)/.test(name)) remove(Element.prototype, name);
  for (const [owner, names] of Object.entries(MEMBERS)) {
    for (const name of names) for (const from of [page[owner], page[owner]?.prototype]) remove(from, name);
  }
  makeStylesOld();
}

function remove(from: object | undefined, name: string): void {
  if (from && Object.hasOwn(from, name)) Reflect.deleteProperty(from, name);
}

/** Replaces CSS names that an old browser does not support by names that no browser supports. */
function makeStylesOld(): void {
  const names = [...CSS_FUNCTIONS.map((name) => `${name}(?=\\()`), ...CSS_PROPERTIES.map((name) => `${name}(?=\\s*:)`)];
  const newer = () => new RegExp(`(?<![\\w-])(?:${names.join('|')})`, 'g');
  const read = Object.getOwnPropertyDescriptor(CSSStyleSheet.prototype, 'replaceSync')!.value as (text: string) => void;
  CSSStyleSheet.prototype.replaceSync = function (text) {
    read.call(this, text.replace(newer(), 'newer-$&'));
  };
  const supports: (...conditions: string[]) => boolean = CSS.supports.bind<(...conditions: string[]) => boolean>(CSS);
  CSS.supports = (...conditions: string[]) => !newer().test(conditions.join(':')) && supports(...conditions);
}

makeOld();

export {};
