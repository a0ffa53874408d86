/** A stub of Tencent's REST API with failures that the local cloud does not have. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

export interface RestRequest {
  readonly command: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  /** Number of the connection, from 1. */
  readonly connection: number;
}

/** Responds to a request: an object is sent as JSON, a number is an HTTP status, a string is sent as it is, undefined sends no response. */
export type RestBehaviour = (request: RestRequest) => object | number | string | undefined;

export interface RestStub {
  readonly url: string;
  readonly requests: readonly RestRequest[];
  behave(behaviour: RestBehaviour): void;
  close(): Promise<void>;
}

export const OK = {ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: ''};

export async function startRestStub(): Promise<RestStub> {
  const requests: RestRequest[] = [];
  const connections = new Map<unknown, number>();
  let behaviour: RestBehaviour = () => OK;

  const respond = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = '';
    for await (const chunk of incoming) text += String(chunk);
    if (!connections.has(incoming.socket)) connections.set(incoming.socket, connections.size + 1);
    const {pathname, searchParams} = new URL(incoming.url ?? '/', 'http://stub');
    const request = {
      command: pathname.replace(/^\/v4\//, ''),
      query: searchParams,
      body: JSON.parse(text) as Record<string, unknown>,
      connection: connections.get(incoming.socket)!,
    };
    requests.push(request);
    const reply = behaviour(request);
    if (reply === undefined) return;
    if (typeof reply === 'number') response.writeHead(reply).end('failed');
    else response.end(typeof reply === 'string' ? reply : JSON.stringify(reply));
  };

  const server = createServer((incoming, response) => void respond(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    behave: (wanted) => (behaviour = wanted),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
