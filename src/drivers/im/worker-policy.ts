import {LiveError} from '../../protocol/errors.js';

/** A page's policy does not change while it lives: what was blocked once stays blocked. */
let blockedByPage: LiveError | undefined;

/**
 * Rejects when the page's Content Security Policy refuses a worker made from a blob. The SDK keeps its connection in one,
 * and would wait for it without a word (3.6.6).
 */
export function workerBlocked(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (blockedByPage) reject(blockedByPage);
    const onViolation = ({disposition, effectiveDirective, blockedURI}: SecurityPolicyViolationEvent) => {
      const enforced = disposition === 'enforce'; // A policy on trial reports, and lets the worker be.
      if (!enforced || effectiveDirective !== 'worker-src' || !blockedURI.startsWith('blob')) return;
      blockedByPage = new LiveError('BAD_CONFIG', "the page's Content Security Policy lacks worker-src blob:");
      reject(blockedByPage);
    };
    document.addEventListener('securitypolicyviolation', onViolation, {signal});
  });
}
