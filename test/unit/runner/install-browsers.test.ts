import {describe, expect, it} from 'vitest';
import {StartError} from '../../../demo/dev/start/options.mjs';
import {requireBrowsers, type Machine} from '../../support/runner/install-browsers.mjs';
import type {Engine} from '../../support/engines/engines.mjs';

const ALL: readonly Engine[] = ['chromium', 'firefox', 'webkit'];
const PACKAGES_OF: Readonly<Record<Engine, readonly string[]>> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

/** A machine with only Node by default. */
class FakeMachine implements Machine {
  readonly installed = new Set<string>();
  readonly aptCalls: string[] = [];
  readonly logged: string[] = [];
  mayInstall = true;
  /** The error that apt-get fails with. */
  failure: string | undefined;

  readonly find = (engine: Engine) => {
    return PACKAGES_OF[engine].every((name) => this.installed.has(name)) ? `/usr/bin/${engine}` : undefined;
  };
  readonly lacks = (name: string) => !this.installed.has(name);
  readonly apt = (args: readonly string[]) => {
    this.aptCalls.push(args.join(' '));
    if (this.failure) return Promise.reject(new StartError(this.failure));
    if (args[0] === 'install') for (const name of args.filter((arg) => !arg.startsWith('-'))) this.installed.add(name);
    return Promise.resolve();
  };
  readonly log = (sentence: string) => void this.logged.push(sentence);

  /** The packages requested from apt-get, in alphabetical order. */
  get packages(): string[] {
    const [, line = ''] = this.aptCalls;
    return line
      .split(' ')
      .slice(1)
      .filter((word) => !word.startsWith('-'))
      .sort();
  }
}

const FONTS = ['fonts-noto-cjk', 'fonts-noto-color-emoji'];
const PLUGINS = ['gstreamer1.0-libav', 'gstreamer1.0-plugins-bad', 'gstreamer1.0-plugins-good'];

async function refusal(promise: Promise<void>): Promise<Error> {
  return promise.then(
    () => expect.fail('it was not refused'),
    (error: Error) => error,
  );
}

describe('a machine with only Node', () => {
  it.each([
    [['chromium'], ['chromium', ...FONTS]],
    [['firefox'], ['firefox-esr', ...FONTS, 'gstreamer1.0-libav']],
    [['webkit'], [...FONTS, ...PLUGINS, 'webkit2gtk-driver', 'xvfb']],
    [ALL, ['chromium', 'firefox-esr', ...FONTS, ...PLUGINS, 'webkit2gtk-driver', 'xvfb']],
  ] as const)(
    'installs for %j each package once, after apt-get has updated the package list',
    async (engines, packages) => {
      const machine = new FakeMachine();
      await requireBrowsers(engines, machine);
      expect(machine.aptCalls).toHaveLength(2);
      expect(machine.aptCalls[0]).toBe('update -qq');
      expect(machine.aptCalls[1]).toMatch(/^install -y -qq --no-install-recommends /);
      expect(machine.packages).toEqual(packages);
      expect(machine.logged).toHaveLength(1);
      await requireBrowsers(engines, machine);
      expect(machine.aptCalls).toHaveLength(2);
    },
  );

  it('whose user is not root shows the command and installs nothing', async () => {
    const machine = new FakeMachine();
    machine.mayInstall = false;
    const error = await refusal(requireBrowsers(ALL, machine));
    expect(error).toBeInstanceOf(StartError);
    for (const name of ['CHROME_PATH', 'FIREFOX_PATH', 'MiniBrowser']) expect(error.message).toContain(name);
    expect(error.message).toContain(
      'apt-get install -y --no-install-recommends chromium firefox-esr webkit2gtk-driver xvfb gstreamer1.0-libav',
    );
    expect(machine.aptCalls).toEqual([]);
  });

  it('shows the reason and the command if apt-get fails', async () => {
    const machine = new FakeMachine();
    machine.failure = 'apt-get update -qq ended with exit code 100.';
    const error = await refusal(requireBrowsers(['firefox'], machine));
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toContain('Firefox');
    expect(error.message).toContain('ended with exit code 100.');
    expect(error.message).toContain('firefox-esr');
    expect(error.message).not.toContain('Chromium');
  });

  it('shows an error if apt-get installs no browser', async () => {
    const machine = new FakeMachine();
    const error = await refusal(requireBrowsers(['webkit'], {...machine, mayInstall: true, find: () => undefined}));
    expect(error.message).toContain('MiniBrowser');
  });
});

describe('a machine with some packages', () => {
  it.each(ALL)('installs only the packages of %s', async (engine) => {
    const machine = new FakeMachine();
    for (const name of [...ALL.flatMap((other) => PACKAGES_OF[other]), ...FONTS, ...PLUGINS])
      if (!PACKAGES_OF[engine].includes(name)) machine.installed.add(name);
    await requireBrowsers(ALL, machine);
    expect(machine.packages).toEqual(PACKAGES_OF[engine]);
  });

  it('installs the players and fonts that its browsers lack', async () => {
    const machine = new FakeMachine();
    for (const name of ALL.flatMap((engine) => PACKAGES_OF[engine])) machine.installed.add(name);
    machine.installed.add('fonts-noto-cjk');
    await requireBrowsers(ALL, machine);
    expect(machine.packages).toEqual(['fonts-noto-color-emoji', ...PLUGINS]);
  });

  it('continues without players and fonts if they cannot be installed, and reports it', async () => {
    for (const failure of [undefined, 'apt-get update -qq ended with exit code 100.']) {
      const machine = new FakeMachine();
      machine.mayInstall = failure !== undefined;
      machine.failure = failure;
      for (const name of ALL.flatMap((engine) => PACKAGES_OF[engine])) machine.installed.add(name);
      await requireBrowsers(ALL, machine);
      for (const name of [...FONTS, ...PLUGINS]) expect(machine.logged.at(-1)).toContain(name);
    }
  });

  it('with all packages installs nothing', async () => {
    const machine = new FakeMachine();
    for (const name of [...ALL.flatMap((engine) => PACKAGES_OF[engine]), ...FONTS, ...PLUGINS])
      machine.installed.add(name);
    await requireBrowsers(ALL, machine);
    expect([...machine.aptCalls, ...machine.logged]).toEqual([]);
  });
});
