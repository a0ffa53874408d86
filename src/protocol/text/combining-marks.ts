/** Three or more marks on one letter, counting invisible characters (joiners, selectors, tags) between them. */
const PILE = /[\p{M}\p{DI}]{3,}/gu;
const MARK = /\p{M}/u;

/** Scripts that stack marks above one another. Arabic, decomposed Greek and Thai use up to 4 of them. */
const STACKED = /[\p{sc=Zinh}\p{sc=Arab}\p{sc=Cyrl}\p{sc=Grek}\p{sc=Laoo}\p{sc=Nkoo}\p{sc=Syrc}\p{sc=Thai}]/u;
const STACKED_MAX = 4;

/** Marks on one letter, in any script. Tibetan uses up to 8 (ཧྐྵྨླྺྼྻྂ), Hebrew with cantillation up to 6. */
const MARKS_MAX = 8;

/** Repeats of one mark on one letter. No script needs more. */
const SAME_MAX = 2;

/** Limits the combining marks on each letter, so that they do not reach other lines ("zalgo" text). */
export function limitMarks(text: string): string {
  return text.replace(PILE, (pile) => {
    let kept = '';
    let marks = 0;
    let stacked = 0;
    for (const character of pile) {
      if (MARK.test(character)) {
        const isStacked = STACKED.test(character);
        if (marks === MARKS_MAX || (isStacked && stacked === STACKED_MAX)) continue;
        if (kept.split(character).length > SAME_MAX) continue;
        marks += 1;
        stacked += Number(isStacked);
      }
      kept += character;
    }
    return kept;
  });
}

interface CommentTexts {
  readonly text: string;
  readonly parts?: readonly {readonly text: string}[] | undefined;
  readonly reply?: {readonly text?: string | undefined} | undefined;
}

/** Applies `limitMarks` to all text of a comment. */
export function limitMarksIn<C extends CommentTexts>(comment: C): C {
  const {text, parts, reply} = comment;
  const texts = [text, reply?.text ?? '', ...(parts ?? []).map((part) => part.text)];
  if (texts.every((each) => limitMarks(each) === each)) return comment;
  return {
    ...comment,
    text: limitMarks(text),
    ...(parts && {parts: parts.map((part) => ({...part, text: limitMarks(part.text)}))}),
    ...(reply?.text && {reply: {...reply, text: limitMarks(reply.text)}}),
  };
}
