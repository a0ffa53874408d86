import TRTC from 'trtc-sdk-v5/trtc.esm.js';
import type {LiveErrorCode} from '../../protocol/errors.js';

/** Signatures that lapsed, or were never good: others may be. */
const SIGNATURE_CODES = [70_001, 70_003, 70_009, 70_013, 70_014, -100_006];

interface FailureOptions {
  /** New signatures may do. */
  readonly again?: boolean;
  /** Nothing will do. */
  readonly final?: boolean;
}

/** Why TRTC does not play. */
export class Failure extends Error {
  readonly code: LiveErrorCode;
  readonly again: boolean;
  readonly final: boolean;

  constructor(code: LiveErrorCode, message: string, {again = false, final = false}: FailureOptions = {}) {
    super(message);
    this.code = code;
    this.again = again;
    this.final = final;
  }
}

/** Without the SDK's own words, which carry addresses with signatures in them. */
export function failureOf(error: unknown): Failure {
  const {code, extraCode} = error as {readonly code?: number; readonly extraCode?: number};
  const again = extraCode !== undefined && SIGNATURE_CODES.includes(extraCode);
  return new Failure('MEDIA_FAILED', `TRTC refused: ${code ?? 'unknown'}${extraCode ? ` ${extraCode}` : ''}`, {again});
}

/**
 * Whether the browser can is asked only when it did not: the answer takes a sixth of a second. `result` would be false on an insecure
 * page, where one can watch all the same.
 */
export async function whyNot(error: unknown): Promise<Failure> {
  const {detail} = (await TRTC.isSupported()) as {readonly detail: Readonly<Record<string, boolean>>};
  const decodes = detail.isH264DecodeSupported || detail.isVp8DecodeSupported;
  if (!detail.isBrowserSupported || !detail.isWebRTCSupported || !decodes)
    return new Failure('UNSUPPORTED_BROWSER', 'this browser cannot play TRTC', {final: true});
  return error instanceof Failure ? error : new Failure('MEDIA_FAILED', 'TRTC cannot be entered');
}
