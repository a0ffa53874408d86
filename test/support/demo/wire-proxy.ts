/** WebSocket proxy between a page and the local cloud. It can inject frames that the service never sends, or not respond. */
import type {AddressInfo} from 'node:net';
import {WebSocket, WebSocketServer} from 'ws';

export interface WireProxy {
  /** Value of `im-server`. */
  readonly url: string;
  /** Sockets opened so far. */
  readonly opened: number;
  /** Sends every page these items as a push of the service. */
  push(items: readonly unknown[]): void;
  /** Sends every page this frame. */
  pushRaw(frame: string): void;
  close(): Promise<void>;
}

/**
 * @param target The address to which frames are forwarded, e.g. `ws://localhost:8081/cloud/im`. Without it no frame
 * gets a response.
 */
export async function startWireProxy(target?: string): Promise<WireProxy> {
  const server = new WebSocketServer({port: 0, host: '127.0.0.1'});
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/wire`;
  let opened = 0;
  server.on('connection', (page, request) => {
    opened += 1;
    if (!target) return;
    const cloud = new WebSocket(target + request.url!.slice('/wire'.length));
    const waiting: Buffer[] = [];
    cloud.on('open', () => waiting.splice(0).forEach((frame) => cloud.send(frame)));
    cloud.on('message', (frame) => page.send(frame as Buffer, {binary: true}));
    cloud.on('close', () => page.close());
    cloud.on('error', () => page.terminate());
    page.on('message', (frame) => {
      if (cloud.readyState === WebSocket.OPEN) cloud.send(frame as Buffer);
      else waiting.push(frame as Buffer);
    });
    page.on('close', () => cloud.close());
  });
  const pushRaw = (frame: string) => server.clients.forEach((page) => page.send(Buffer.from(frame), {binary: true}));
  return {
    url,
    get opened() {
      return opened;
    },
    pushRaw,
    push(items) {
      const head = {servcmd: 'im_open_push.msg_push', seq: Math.floor(Math.random() * 2 ** 31)};
      pushRaw(JSON.stringify({head, body: {EventArray: items}}));
    },
    async close() {
      server.clients.forEach((page) => page.terminate());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
