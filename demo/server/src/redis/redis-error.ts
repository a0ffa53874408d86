/** Redis cannot be used with these settings: the server does not start. */
export class RedisError extends Error {
  override readonly name = 'RedisError';
}

/** Redis cannot be reached, or did not answer in time. */
export class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';
}
