/** Kind of failure of a REST call to Tencent Chat. */
export type ImFailure = 'refused' | 'unreachable' | 'timeout' | 'garbled' | 'overloaded';

/** ErrorCode of a group that does not exist. */
export const NO_GROUP = 10010;

/** ErrorCodes of temporary failures: internal time-outs and frequency limits. */
const TEMPORARY = new Set([60007, 60008, 60009, 60011, 10002, 10023]);

/** A REST call to Tencent Chat that failed. Carries no signature, address query or body. */
export class ImError extends Error {
  override readonly name = 'ImError';
  readonly failure: ImFailure;
  /** Tencent's `ErrorCode`; 0 if there is none. https://cloud.tencent.com/document/product/269/1671 */
  readonly errorCode: number;

  constructor(failure: ImFailure, command: string, info: string, errorCode = 0) {
    super(`${command}: ${failure}${errorCode ? ` ${errorCode}` : ''}: ${info}`);
    this.failure = failure;
    this.errorCode = errorCode;
  }

  /** True if the same call may succeed soon. */
  get passing(): boolean {
    return this.failure !== 'refused' || TEMPORARY.has(this.errorCode);
  }
}
