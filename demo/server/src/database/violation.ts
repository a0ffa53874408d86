/** SQLSTATE class 23: integrity constraint violation. */
const VIOLATION = /^23/;

/** The name of the constraint that a database error reports; undefined for every other error. */
export function violatedConstraint(error: unknown): string | undefined {
  const {code, constraint} = error as {code?: unknown; constraint?: unknown};
  return typeof code === 'string' && VIOLATION.test(code) && typeof constraint === 'string' ? constraint : undefined;
}
