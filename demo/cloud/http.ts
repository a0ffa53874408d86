import type {IncomingMessage, ServerResponse} from 'node:http';
import {isBody, type Body} from './chat/wire/body.ts';

const MAX_BODY_BYTES = 256 * 1_024;

/** @returns The JSON object in the body; undefined if it is invalid or too large. */
export async function readBody(request: IncomingMessage): Promise<Body | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk); // The rest is read and discarded, so that the client reads the response.
  }
  if (bytes > MAX_BODY_BYTES) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return isBody(value) ? value : undefined;
  } catch {
    return undefined; // Not JSON: the caller responds.
  }
}

/** @returns The IP address of the client. */
export function addressOf({socket}: IncomingMessage): string {
  return (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}

export function answerJson(response: ServerResponse, status: number, body: Body): void {
  response.writeHead(status, {'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store'});
  response.end(JSON.stringify(body));
}
