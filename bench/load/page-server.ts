import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

export interface PageServer {
  /** Serves a page and returns its address. */
  serve(html: string): string;
  close(): Promise<void>;
}

/** A server of pages that load our script from another origin. */
export async function servePages(): Promise<PageServer> {
  const pages: string[] = [];
  const server = createServer(({url}, response) => {
    const html = pages[Number(url?.slice(1))];
    response.writeHead(html ? 200 : 404, {'content-type': 'text/html; charset=utf-8'}).end(html ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    serve: (html) => `${origin}/${pages.push(html) - 1}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
