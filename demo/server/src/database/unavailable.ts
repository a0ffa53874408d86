/**
 * SQLSTATEs of a database that cannot work at present: classes 08 (connection), 28 (authorization), 53 (resources), 57 (operator
 * intervention and statement time-out), 58 (system error), unknown database, read-only standby, deadlock, lock not available. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const UNAVAILABLE = /^(08|28|53|57|58)\w{3}$|^(3D000|25006|40001|40P01|55P03)$/;
/** SQLSTATE class 22: a value is not valid for its type. */
const BAD_DATA = /^22\w{3}$/;
/** Messages of pg, its pool and Kysely that have no code. */
const MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (has encountered|was closed)|Cannot use a pool after|driver has already been destroyed)|server closed the connection|does not support SSL|not queryable/i;
/** Codes of Node for a certificate that cannot be trusted, and for a handshake that fails. */
const TLS = /CERT|^ERR_(TLS|SSL)_|^UNABLE_TO_(GET|VERIFY)_/;
const DEPTH_MAX = 4;

/** True if the database cannot be reached or cannot work now. The same call may succeed later. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > DEPTH_MAX) return false;
  const {code, syscall} = error as NodeJS.ErrnoException;
  if (typeof code === 'string' && (UNAVAILABLE.test(code) || code === 'POOL_TIMEOUT')) return true;
  // An error of the socket to the database. Errors of HTTP sockets are not passed to this function.
  if (typeof syscall === 'string' && /^(connect|read|write|shutdown|getaddrinfo)/.test(syscall)) return true;
  if (TLS.test(String(code))) return true;
  if (/^E(CONN|PIPE|TIMEDOUT|HOST|NET|AI_|NOTFOUND)/.test(String(code)) || MESSAGES.test(error.message)) return true;
  const {errors} = error as Partial<AggregateError>;
  return [error.cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])].some((inner) =>
    isUnavailable(inner, depth + 1),
  );
}

export function isBadData(error: unknown): boolean {
  const {code} = error as {code?: unknown};
  return typeof code === 'string' && BAD_DATA.test(code);
}
