/** The engine that tests run in. What one cannot do is left out by name, with its reason; both are told at the end. */

export type Engine = 'chromium' | 'firefox' | 'webkit';

const {userAgent} = navigator;

export const engine: Engine = userAgent.includes('Firefox/')
  ? 'firefox'
  : userAgent.includes('Chrome/')
    ? 'chromium'
    : 'webkit';

/**
 * `it`, except where the engine cannot do what the test needs: `skipIn({webkit: 'it has no WebRTC'})('…', …)`.
 * For what an engine lacks, never for what we do wrong in it.
 */
export function skipIn(reasons: Partial<Record<Engine, string>>): (title: string, test: Mocha.AsyncFunc) => Mocha.Test {
  const reason = reasons[engine];
  if (reason === undefined) return (title, test) => it(title, test);
  return (title) => it.skip(`${title} (not in ${engine}: ${reason})`);
}
