import {createServer, type RequestListener, type Server} from 'node:http';

/** Requests that never finish arriving do not hold a connection for longer. */
const HEADERS_MS = 15_000;

export interface LoopbackServer {
  /** One for each loopback address there is: `localhost` may mean either. */
  readonly servers: readonly Server[];
  close(): Promise<void>;
}

/** Listens on this machine alone, at both of its loopback addresses; `::1` may be missing. */
export async function listenOnLoopback(port: number, listener: RequestListener): Promise<LoopbackServer> {
  const servers = [await listen(port, '127.0.0.1', listener)];
  const second = await listen(port, '::1', listener).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return undefined;
    throw error;
  });
  if (second) servers.push(second);
  return {
    servers,
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

function listen(port: number, host: string, listener: RequestListener): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({headersTimeout: HEADERS_MS}, listener);
    server.once('error', reject);
    server.listen({port, host}, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
