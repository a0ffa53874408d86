import {LiveError} from '../../protocol/errors.js';

/** The error after the page's policy has blocked a worker. The policy cannot change while the page lives. */
let blockedByPage: LiveError | undefined;

/**
 * Rejects if the page's Content Security Policy blocks a worker from a blob. The SDK keeps its connection in such a
 * worker and would wait for it forever (3.6.6).
 */
export function rejectIfWorkerBlocked(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (blockedByPage) reject(blockedByPage);
    const onViolation = ({disposition, effectiveDirective, blockedURI}: SecurityPolicyViolationEvent) => {
      const enforced = disposition === 'enforce'; // A report-only policy does not block the worker.
      if (!enforced || effectiveDirective !== 'worker-src' || !blockedURI.startsWith('blob')) return;
      blockedByPage = new LiveError('BAD_CONFIG', "the page's Content Security Policy lacks worker-src blob:");
      reject(blockedByPage);
    };
    document.addEventListener('securitypolicyviolation', onViolation, {signal});
  });
}
