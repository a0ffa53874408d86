/** There is no database, for a reason that a person can put right: its sentence says all. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
