import type {Comment} from '../../../src/session/session.js';
import {t} from '../base/language.ts';

/** The whole text of a comment, in order. Pictures and sounds are named. */
export function commentText({kind, text, parts}: Pick<Comment, 'kind' | 'text' | 'parts'>): string {
  return (parts ?? [{kind, text}])
    .map((part) => part.text.trim() || (part.kind === 'text' ? '' : t(part.kind)))
    .filter(Boolean)
    .join(' ');
}
