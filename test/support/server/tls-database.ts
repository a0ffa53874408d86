/** A TLS proxy for a PostgreSQL, like a managed database. The certificate is self-signed for `localhost`. */
import {readFileSync} from 'node:fs';
import {connect, createServer, type AddressInfo, type Socket} from 'node:net';
import {TLSSocket} from 'node:tls';
import {fileURLToPath} from 'node:url';

const file = (name: string): string => fileURLToPath(new URL(`tls/${name}`, import.meta.url));

export const CERTIFICATE_FILE = file('certificate.pem');
export const KEY_FILE = file('key.pem');
export const ANOTHER_AUTHORITY_FILE = file('another-authority.pem');

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, SSLRequest. */
const SSL_REQUEST = 80_877_103;

export interface TlsDatabase {
  /** Address of the database through TLS. */
  readonly url: string;
  /** Number of connections without TLS. */
  readonly plain: () => number;
  close(): Promise<void>;
}

export async function startTls(databaseUrl: string): Promise<TlsDatabase> {
  const upstreamPort = Number(new URL(databaseUrl).port);
  const [key, cert] = [readFileSync(KEY_FILE), readFileSync(CERTIFICATE_FILE)];
  const sockets = new Set<Socket>();
  let plain = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.once('data', (first) => {
      if (first.readUInt32BE(4) !== SSL_REQUEST) {
        plain += 1;
        socket.destroy();
        return;
      }
      socket.write('S');
      const secure = new TLSSocket(socket, {isServer: true, key, cert});
      const upstream = connect(upstreamPort, '127.0.0.1');
      for (const end of [secure, upstream]) end.on('error', () => socket.destroy());
      secure.pipe(upstream).pipe(secure);
      socket.on('close', () => upstream.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const url = new URL(databaseUrl);
  url.hostname = 'localhost';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    plain: () => plain,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
