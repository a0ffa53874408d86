import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

export interface PageServer {
  /** Serves a page and returns its address. */
  serve(html: string): string;
  /** Serves another file and returns its address. */
  serveFile(content: string | Buffer, type: string): string;
  close(): Promise<void>;
}

/** A server of pages that load our script from another origin. */
export async function servePages(): Promise<PageServer> {
  const files: {content: string | Buffer; type: string}[] = [];
  const server = createServer(({url}, response) => {
    const {content, type} = files[Number(url?.slice(1))] ?? {content: '', type: 'text/plain'};
    response.writeHead(content ? 200 : 404, {'content-type': type}).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const serveFile = (content: string | Buffer, type: string) => `${origin}/${files.push({content, type}) - 1}`;
  return {
    serve: (html) => serveFile(html, 'text/html; charset=utf-8'),
    serveFile,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
