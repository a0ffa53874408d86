/** The media port of the local cloud: its addresses, and the senders it responds to. */
import {createHmac, randomBytes} from 'node:crypto';
import {createSocket, type Socket} from 'node:dgram';
import {once} from 'node:events';
import {networkInterfaces} from 'node:os';
import {afterEach, expect, test} from 'vitest';
import {MediaPort, type MediaEnd, type Route} from '../../demo/cloud/rtc/media-port.ts';

const PASSWORD = 'a password of the local cloud';
const interfaces = Object.values(networkInterfaces())
  .flatMap((addresses = []) => addresses)
  .filter(({family, internal}) => family === 'IPv4' && !internal)
  .map(({address}) => address);

const open: {close(): unknown}[] = [];
afterEach(async () => {
  for (const it of open.splice(0)) await it.close();
});

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
}

/** A binding request of RFC 8489, signed with the password. */
function bindingRequest(ufrag: string, nominated: boolean): Buffer {
  const body = Buffer.concat([
    attribute(0x0006, Buffer.from(`${ufrag}:client`)),
    ...(nominated ? [attribute(0x0025, Buffer.alloc(0))] : []),
  ]);
  const head = Buffer.alloc(20);
  head.writeUInt16BE(0x0001, 0);
  head.writeUInt16BE(body.length + 24, 2);
  head.writeUInt32BE(0x2112_a442, 4);
  randomBytes(12).copy(head, 8);
  const signed = Buffer.concat([head, body]);
  return Buffer.concat([signed, attribute(0x0008, createHmac('sha1', PASSWORD).update(signed).digest())]);
}

class Client implements MediaEnd {
  readonly ufrag = randomBytes(6).toString('base64url');
  readonly password = PASSWORD;
  readonly cut = false;
  readonly routes: {via: string; nominated: boolean}[] = [];
  at({via}: Route, nominated: boolean): void {
    this.routes.push({via, nominated});
  }
  received(): void {}
}

async function openPort(ownAddresses?: () => readonly string[]): Promise<MediaPort> {
  const port = await MediaPort.open(0, ownAddresses && {ownAddresses});
  open.push(port);
  return port;
}

async function openSocket(address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  open.push(socket);
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}

test('The port listens on loopback first and on each interface with the same number', async () => {
  const port = await openPort();
  expect(port.addresses).toEqual(['127.0.0.1', ...interfaces]);
});

test('The port responds to a client from the address that the client used', async () => {
  const port = await openPort();
  const client = new Client();
  port.add(client);
  for (const address of port.addresses) {
    const socket = await openSocket(address);
    socket.send(bindingRequest(client.ufrag, true), port.port, address);
    const [response, from] = (await once(socket, 'message')) as [Buffer, {address: string; port: number}];
    expect(response.readUInt16BE(0)).toBe(0x0101);
    expect(from).toMatchObject({address, port: port.port});
    expect(client.routes.at(-1)).toEqual({via: address, nominated: true});
  }
});

test.skipIf(!interfaces.length)('The port drops datagrams from an address that is not of this machine', async () => {
  let own: readonly string[] = interfaces;
  const port = await openPort(() => own);
  const [address] = interfaces;
  const client = new Client();
  port.add(client);
  const stranger = await openSocket(address!);
  own = []; // From now on the interface's address counts as that of another machine.
  stranger.send(bindingRequest(client.ufrag, true), port.port, address);
  // A response to a later request on the same socket proves that the first request was read.
  const friend = await openSocket('127.0.0.1');
  friend.send(bindingRequest(client.ufrag, false), port.port, '127.0.0.1');
  await once(friend, 'message');
  own = interfaces;
  stranger.send(bindingRequest(client.ufrag, false), port.port, address);
  await once(stranger, 'message');
  expect(client.routes).toEqual([
    {via: '127.0.0.1', nominated: false},
    {via: address, nominated: false},
  ]);
});
