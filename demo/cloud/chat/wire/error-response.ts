import type {Body} from './body.ts';
import {Code, Refusal} from './codes.ts';
import {failed} from './frames.ts';

/** @returns The response to a failed command. An error that is no `Refusal` is a bug of the cloud: it is reported, and the response has 10002. */
export function errorResponse(error: unknown, report: (error: unknown) => void): Body {
  if (error instanceof Refusal) return failed(error.code, error.message);
  report(error);
  return failed(Code.SERVER_ERROR, 'the local cloud failed, see its log');
}
