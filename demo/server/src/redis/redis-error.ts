/** Redis refuses these settings: the server does not start. */
export class RedisError extends Error {
  override readonly name = 'RedisError';
}

/** Redis cannot be reached, or its response is too late. */
export class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';
}
