import type {IncomingMessage, ServerResponse} from 'node:http';
import {isBody, type Body} from './im/body.ts';

const MAX_BODY_BYTES = 256 * 1_024;

/** The JSON object a request carries; undefined if it is not one, or too large. */
export async function readBody(request: IncomingMessage): Promise<Body | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk); // What is beyond is read and let go, so that the answer can be sent.
  }
  if (bytes > MAX_BODY_BYTES) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return isBody(value) ? value : undefined;
  } catch {
    return undefined; // Not JSON: the caller says so in its own way.
  }
}

/** Who asks, by IP address. */
export function addressOf({socket}: IncomingMessage): string {
  return (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}

export function answerJson(response: ServerResponse, status: number, body: Body): void {
  response.writeHead(status, {'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store'});
  response.end(JSON.stringify(body));
}
