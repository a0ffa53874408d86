import {pressedKey} from '../base/pressed-key.js';

/**
 * Handles keys on the authors of a list, which act as buttons. Enter and the space bar select an author. Arrow left or
 * right enters the list at the last author; arrow up and down move between authors. The authors are not tab stops,
 * because a list has two hundred.
 */
export function handleAuthorKey(event: KeyboardEvent, rows: HTMLElement, select: (author: HTMLElement) => void): void {
  const authors = [...rows.querySelectorAll<HTMLElement>('.author')];
  const {activeElement} = rows.getRootNode() as ShadowRoot;
  const index = authors.indexOf(activeElement as HTMLElement);
  const key = pressedKey(event);
  if (index >= 0 && (key === 'Enter' || key === ' ')) {
    event.preventDefault();
    return select(authors[index]!);
  }
  const step = {ArrowUp: -1, ArrowDown: 1}[key];
  const isEntering = index < 0 && (key === 'ArrowRight' || key === 'ArrowLeft');
  const next = isEntering ? authors.at(-1) : step && index >= 0 && authors[index + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
