import {describe, expect, it} from 'vitest';
import {readOptions} from '../../../../demo/dev/start/options.mjs';

describe('the options of npm start', () => {
  it('are the shop on 8080, the platform on 8081 and two messages a second by default', () => {
    expect(readOptions({})).toEqual({shopPort: 8080, platformPort: 8081, bots: 2, databaseUrl: undefined, dev: false});
  });

  it('set other ports, other bots and another database', () => {
    const environment = {PORT: '9000', PLATFORM_PORT: '9001', BOTS: '0', DATABASE_URL: 'postgres://localhost/live'};
    expect(readOptions(environment)).toEqual({
      shopPort: 9000,
      platformPort: 9001,
      bots: 0,
      databaseUrl: 'postgres://localhost/live',
      dev: false,
    });
    expect(readOptions({BOTS: '0.5'}).bots).toBe(0.5);
  });

  it('include --dev and no other argument', () => {
    expect(readOptions({}, ['--dev']).dev).toBe(true);
    expect(() => readOptions({}, ['--watch'])).toThrow('There is no argument "--watch"');
  });

  it.each([
    [{PORT: 'http'}, 'PORT'],
    [{PORT: '0'}, 'PORT'],
    [{PLATFORM_PORT: '65536'}, 'PLATFORM_PORT'],
    [{PORT: '8081'}, 'must differ'],
    [{BOTS: '-1'}, 'BOTS'],
    [{BOTS: 'many'}, 'BOTS'],
    [{BOTS: '1001'}, 'BOTS'],
  ])('are refused in a sentence that names the fault in %j', (environment, named) => {
    expect(() => readOptions(environment)).toThrow(named);
  });
});
