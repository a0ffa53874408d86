/** Results in the cache, and characters of a cached argument. Together they use at most 512 KB. */
const KEPT = 256;
const QUESTION_MAX_CHARS = 1_024;

/** Memoizes `work` by its argument. Callers share the result and must not change it. */
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
