/** The database cannot be used, for a reason that an operator can correct. The message is complete without a stack. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
