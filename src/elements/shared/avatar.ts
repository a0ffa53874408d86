import {html, type TemplateResult} from 'lit';

/** A round picture, or the first letter of the name where there is none. Decorative: the name stands beside it. */
export function avatar(
  {nick, userId, avatar: address}: {nick: string; userId: string; avatar: string},
  part?: string,
): TemplateResult {
  if (!address) {
    const [letter = '?'] = nick || userId;
    return html`<span class="avatar" part=${part ?? ''} aria-hidden="true">${letter}</span>`;
  }
  return html`<img
    class="avatar"
    part=${part ?? ''}
    src=${address}
    alt=""
    loading="lazy"
    decoding="async"
    referrerpolicy="no-referrer"
  />`;
}
