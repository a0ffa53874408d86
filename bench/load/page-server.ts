import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

export interface PageServer {
  /** Serves a page and returns its address. */
  serve(html: string): string;
  /** Serves a JPEG and returns its address. */
  servePhoto(bytes: Buffer): string;
  close(): Promise<void>;
}

/** A server of pages that load our script from another origin. */
export async function servePages(): Promise<PageServer> {
  const files: (string | Buffer)[] = [];
  const server = createServer(({url}, response) => {
    const file = files[Number(url?.slice(1))];
    const type = typeof file === 'string' ? 'text/html; charset=utf-8' : 'image/jpeg';
    response.writeHead(file ? 200 : 404, {'content-type': type}).end(file ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const add = (file: string | Buffer) => `${origin}/${files.push(file) - 1}`;
  return {
    serve: add,
    servePhoto: add,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
