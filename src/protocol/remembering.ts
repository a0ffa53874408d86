/** Limits of the memory: results kept, and characters of an argument. Together they take half a megabyte at most. */
const KEPT = 256;
const QUESTION_MAX_CHARS = 1_024;

/** Does the same as `work`, but only once for what is asked again and again. What it answers is shared: never change it. */
export function remembering<T>(work: (question: unknown) => T): (question: unknown) => T {
  const known = new Map<unknown, T>();
  return (question) => {
    if (known.has(question)) return known.get(question)!;
    const answer = work(question);
    if (typeof question !== 'string' || question.length > QUESTION_MAX_CHARS) return answer;
    known.set(question, answer);
    if (known.size > KEPT) known.delete(known.keys().next().value);
    return answer;
  };
}
