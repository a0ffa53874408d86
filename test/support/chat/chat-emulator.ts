/** A local cloud on a free port, for the duration of a test file. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createLocalCloud, type LocalCloud, type LocalCloudOptions} from '../../../demo/cloud/chat/local-cloud.ts';
import {signUserSig} from '../../../demo/server/src/tencent/user-sig.ts';

export const TEST_APP_ID = 1_400_000_001;
export const TEST_SECRET = 'a-secret-for-tests-only';

export interface CloudServer {
  /** `http://localhost:PORT` */
  readonly url: string;
  /** For the SDK's `proxyServer`: `ws://localhost:PORT/cloud/im` */
  readonly wsUrl: string;
  readonly port: number;
  readonly cloud: LocalCloud;
  readonly sdkAppId: number;
  readonly secretKey: string;
  sign(userId: string, expiresInS?: number): string;
  /** Calls REST as the administrator. Returns refusals too. */
  rest(command: string, body: object): Promise<RestResponse>;
  /** Sets faults. @throws Error if the response is not 200. */
  fault(faults: object): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

export interface RestResponse extends Record<string, unknown> {
  readonly ActionStatus: 'OK' | 'FAIL';
  readonly ErrorCode: number;
  readonly ErrorInfo: string;
}

export interface CloudServerOptions extends Partial<LocalCloudOptions> {
  /** Allows pages of every origin to call REST and faults, for tests that run in a browser. */
  readonly anyOrigin?: boolean;
}

export async function startCloud({anyOrigin = false, ...options}: CloudServerOptions = {}): Promise<CloudServer> {
  const {sdkAppId = TEST_APP_ID, secretKey = TEST_SECRET} = options;
  const key = {sdkAppId, secretKey};
  const cloud = createLocalCloud({...options, ...key});
  const server = createServer((request, response) => {
    if (anyOrigin && allowAnyOrigin(request, response)) return;
    if (!cloud.handle(request, response)) response.writeHead(404).end();
  });
  cloud.attach(server);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const {port} = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  const sign = (userId: string, expiresInS = 3_600) => signUserSig(key, userId, {expiresInS});

  const faults = async (init: RequestInit): Promise<void> => {
    const response = await fetch(`${url}/cloud/im/faults`, {...init, headers: {'X-Local-Cloud': '1'}});
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  };

  return {
    url,
    wsUrl: `ws://localhost:${port}/cloud/im`,
    port,
    cloud,
    ...key,
    sign,
    async rest(command, body) {
      const query = new URLSearchParams({
        sdkappid: String(sdkAppId),
        identifier: 'administrator',
        usersig: sign('administrator'),
        random: '1',
        contenttype: 'json',
      });
      const response = await fetch(`${url}/cloud/im/v4/${command}?${query}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return (await response.json()) as RestResponse;
    },
    fault: (body) => faults({method: 'POST', body: JSON.stringify(body)}),
    restore: () => faults({method: 'DELETE'}),
    async close() {
      await cloud.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Responds to a CORS preflight. Returns true if it was one. */
function allowAnyOrigin(request: IncomingMessage, response: ServerResponse): boolean {
  response.setHeader('Access-Control-Allow-Origin', '*');
  if (request.method !== 'OPTIONS') return false;
  response.setHeader('Access-Control-Allow-Methods', 'POST, DELETE');
  response.setHeader('Access-Control-Allow-Headers', '*');
  response.writeHead(204).end();
  return true;
}
