import {expect, onTestFinished, test} from 'vitest';
import {RedisTokenBuckets} from '../../../demo/server/src/redis/token-buckets.ts';
import {Redis} from '../../../demo/server/src/redis/redis.ts';
import {readSettings} from '../../../demo/server/src/settings/settings.ts';
import {RedisProcess} from '../../support/server/redis-process.ts';
import {ANOTHER_AUTHORITY_FILE, CERTIFICATE_FILE} from '../../support/server/tls-database.ts';

test('Redis is used by TLS with the configured authority, and not with another one', async () => {
  const server = await RedisProcess.start({tls: true});
  onTestFinished(() => server.close());
  const connect = async (REDIS_CA_FILE: string) => {
    const redis = new Redis(readSettings({REDIS_URL: server.url, REDIS_CA_FILE}).redis!);
    onTestFinished(() => redis.close());
    await redis.connect();
    return redis;
  };
  const [trusted, distrusted] = await Promise.all([connect(CERTIFICATE_FILE), connect(ANOTHER_AUTHORITY_FILE)]);
  expect([trusted.isUp, distrusted.isUp]).toEqual([true, false]);
  const call = {caller: 'mei', call: 'gifts', requested: 3, perSecond: 0.001, atOnce: 2};
  expect(await new RedisTokenBuckets(trusted).take([call])).toEqual([2]);
});

test('rediss: addresses are a server or a cluster, and an error names a missing certificate file', () => {
  const redisOf = (REDIS_URL: string) => readSettings({REDIS_URL}).redis;
  const url = 'rediss://user:pass%20word@cache.example:6380/2';
  expect(redisOf(url)).toEqual({urls: [url], isCluster: false});
  expect(redisOf('rediss://a:1, rediss://b:2')).toEqual({urls: ['rediss://a:1', 'rediss://b:2'], isCluster: true});
  expect(redisOf('rediss://a:1?cluster=true')).toMatchObject({isCluster: true});
  expect(() => readSettings({REDIS_URL: url, REDIS_CA_FILE: '/no/such/file'})).toThrow('REDIS_CA_FILE cannot be read');
});
