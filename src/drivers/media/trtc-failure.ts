import type TRTC from 'trtc-sdk-v5';
import type {LiveErrorCode} from '../../protocol/errors.js';

/** Codes of expired and invalid signatures. New signatures can help. */
const SIGNATURE_CODES = [70_001, 70_003, 70_009, 70_013, 70_014, -100_006];

interface FailureOptions {
  /** True if new signatures can help. */
  readonly needsNewSignature?: boolean;
  /** True if another try cannot succeed. */
  readonly final?: boolean;
}

/** The error for which TRTC does not play. */
export class TrtcFailure extends Error {
  readonly code: LiveErrorCode;
  readonly needsNewSignature: boolean;
  readonly final: boolean;

  constructor(code: LiveErrorCode, message: string, {needsNewSignature = false, final = false}: FailureOptions = {}) {
    super(message);
    this.code = code;
    this.needsNewSignature = needsNewSignature;
    this.final = final;
  }
}

/** Translates an SDK error. Drops its message, which can contain URLs with signatures. */
export function fromSdkError(error: unknown): TrtcFailure {
  const {code, extraCode} = error as {readonly code?: number; readonly extraCode?: number};
  const needsNewSignature = extraCode !== undefined && SIGNATURE_CODES.includes(extraCode);
  return new TrtcFailure('MEDIA_FAILED', `TRTC refused: ${code ?? 'unknown'}${extraCode ? ` ${extraCode}` : ''}`, {
    needsNewSignature,
  });
}

/**
 * Returns the reason of a failed join. Checks the browser's support only after a failure, because the check takes 160
 * ms. Ignores `result`, which is false on an insecure page where playback works.
 */
export async function failureReason(sdk: typeof TRTC, error: unknown): Promise<TrtcFailure> {
  const {detail} = (await sdk.isSupported().catch(() => ({}))) as {readonly detail?: Readonly<Record<string, boolean>>};
  const decodes = detail?.isH264DecodeSupported || detail?.isVp8DecodeSupported;
  if (detail && !(detail.isBrowserSupported && detail.isWebRTCSupported && decodes))
    return new TrtcFailure('UNSUPPORTED_BROWSER', 'this browser cannot play TRTC', {final: true});
  return error instanceof TrtcFailure ? error : new TrtcFailure('MEDIA_FAILED', 'cannot enter the TRTC room');
}
