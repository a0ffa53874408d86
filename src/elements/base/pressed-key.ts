/** `keyCode` of a key that an input method handles; the same in every engine. */
const HANDLED_BY_INPUT_METHOD = 229;

/**
 * Returns the key of a `keydown`, or an empty string if an input method handles it. Every key handler uses it. Safari ends the
 * composition before it reports the Enter, Escape or Tab that ended it: `isComposing` is already false, and only `keyCode`
 * shows it (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
export function pressedKey(event: KeyboardEvent): string {
  return isHandledByInputMethod(event) ? '' : event.key;
}

/**
 * Calls back when Enter is pressed on a keyboard that does not report its keys. Android keyboards may send `keyCode`
 * 229 for all keys, so only the following line break shows that Enter was pressed. The line break is prevented.
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
