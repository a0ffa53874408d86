import {pressedKey} from '../../../src/elements/base/pressed-key.js';

const KEY = 'studio-shortcuts';

/** The keys of the studio's actions. */
export const KEYS = {mute: 'm', remove: 'd', next: 'n', search: '/', help: '?', tabs: '12345'} as const;

/** True unless the operator has turned the shortcuts off: speech input types single letters. */
export function shortcutsOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true; // Storage is off.
  }
}

export function setShortcuts(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // Storage is off: the shortcuts stay on.
  }
}

/**
 * Calls an action for a key pressed without modifiers, anywhere but in a field or a modal dialog.
 *
 * @param actions By their key, in lower case.
 */
export function listenForShortcuts(actions: Readonly<Record<string, () => void>>, signal: AbortSignal): void {
  document.addEventListener(
    'keydown',
    (event) => {
      const action = actions[pressedKey(event).toLowerCase()];
      if (!action || event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!shortcutsOn() || isTyping(event) || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      action();
    },
    {signal},
  );
}

/** Returns true if the key goes to a field, also one inside a room element. */
function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type);
}
