/** SQLSTATE class 23: the database keeps its constraints. */
const VIOLATION = /^23/;

/** The constraint an error of the database is about; undefined for every other error. */
export function violated(error: unknown): string | undefined {
  const {code, constraint} = error as {code?: unknown; constraint?: unknown};
  return typeof code === 'string' && VIOLATION.test(code) && typeof constraint === 'string' ? constraint : undefined;
}
