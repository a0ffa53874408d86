import {expect, it} from 'vitest';
import {StartError} from '../../../demo/dev/start/options.mjs';
import {requireRedis, type Machine} from '../../support/runner/install-redis.mjs';

function fakeMachine(more: Partial<Machine> = {}) {
  const asked: string[] = [];
  let installed = false;
  const machine: Machine = {
    find: () => (installed ? '/usr/bin/redis-server' : undefined),
    mayInstall: true,
    apt: (args) => {
      asked.push(args.join(' '));
      installed ||= args[0] === 'install';
      return Promise.resolve();
    },
    log: () => undefined,
    ...more,
  };
  return {machine, asked};
}

it('installs redis-server once, after apt-get has updated the package list', async () => {
  const {machine, asked} = fakeMachine();
  await requireRedis(machine);
  await requireRedis(machine);
  expect(asked).toEqual(['update -qq', 'install -y -qq --no-install-recommends redis-server']);
});

it('shows the command to a user who is not root, and installs nothing', async () => {
  const {machine, asked} = fakeMachine({mayInstall: false});
  const refused = requireRedis(machine);
  await expect(refused).rejects.toThrow(StartError);
  await expect(refused).rejects.toThrow('apt-get install -y --no-install-recommends redis-server');
  expect(asked).toEqual([]);
});

it('shows the reason if apt-get fails', async () => {
  const failure = new StartError('apt-get update -qq ended with exit code 100.');
  const {machine} = fakeMachine({apt: () => Promise.reject(failure)});
  await expect(requireRedis(machine)).rejects.toThrow('ended with exit code 100.');
});
