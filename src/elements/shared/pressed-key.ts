/** `keyCode` of a key that an input method handles, in every engine. */
const HANDLED_BY_INPUT_METHOD = 229;

/**
 * The key of a `keydown`, or an empty string if an input method handles it. Every key handler asks here. Safari ends the
 * composition before it tells of the Enter, Escape or Tab that ended it: `isComposing` is false by then, and only the
 * `keyCode` tells (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
export function pressedKey(event: KeyboardEvent): string {
  return isHandledByInputMethod(event) ? '' : event.key;
}

/**
 * Calls back when Enter is pressed on a keyboard that does not name its keys: Android's may send `keyCode` 229 for all of
 * them, so that only the line break that follows tells of Enter. The line break itself is not made.
 */
export function listenForUnnamedEnter(field: HTMLElement, pressed: () => void): void {
  let unnamed = false;
  field.addEventListener('keydown', (event) => (unnamed = isHandledByInputMethod(event) && !event.shiftKey));
  field.addEventListener('beforeinput', (event) => {
    if (!unnamed || event.isComposing || !/^insert(LineBreak|Paragraph)$/.test(event.inputType)) return;
    event.preventDefault();
    pressed();
  });
}

function isHandledByInputMethod(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === HANDLED_BY_INPUT_METHOD;
}
