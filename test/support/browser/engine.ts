/** The engine that tests run in. Tests that an engine cannot run are skipped with a reason; the report lists both. */

export type Engine = 'chromium' | 'firefox' | 'webkit';

const {userAgent} = navigator;

export const engine: Engine = userAgent.includes('Firefox/')
  ? 'firefox'
  : userAgent.includes('Chrome/')
    ? 'chromium'
    : 'webkit';

/**
 * `it` that skips the test in engines that lack a feature: `skipIn({webkit: 'it has no WebRTC'})('…', …)`. Use it for
 * missing features of an engine, never for bugs of the library.
 */
export function skipIn(reasons: Partial<Record<Engine, string>>): (title: string, test: Mocha.AsyncFunc) => Mocha.Test {
  const reason = reasons[engine];
  if (reason === undefined) return (title, test) => it(title, test);
  return (title) => it.skip(`${title} (not in ${engine}: ${reason})`);
}
