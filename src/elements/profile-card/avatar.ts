import {html, type TemplateResult} from 'lit';
import {displayName} from '../../protocol/text/display-name.js';
import {initialOf} from '../../protocol/text/graphemes.js';
import {isDrawable, handlePictureError} from '../media/broken-pictures.js';

/**
 * Draws a round picture, or the first letter of the name if there is no picture. Decorative, because the name is always
 * next to it.
 */
export function avatar(person: {nick: string; userId: string; avatar: string}, part?: string): TemplateResult {
  const {avatar: url} = person;
  if (!isDrawable(url)) {
    const letter = initialOf(displayName(person));
    return html`<span class="avatar" part=${part ?? ''} aria-hidden="true">${letter}</span>`;
  }
  return html`<img
    class="avatar"
    part=${part ?? ''}
    src=${url}
    alt=""
    loading="lazy"
    decoding="async"
    referrerpolicy="no-referrer"
    @error=${handlePictureError}
  />`;
}
