/**
 * One UDP port for the media of all clients, on each address of this machine: Firefox gathers no loopback candidates and
 * needs the address of an interface. A client is identified by its ufrag, then by its address.
 */
import {createSocket, type RemoteInfo, type Socket} from 'node:dgram';
import {networkInterfaces} from 'node:os';
import {answerBinding, isStun, readBindingRequest, type Address} from './stun.ts';

const LOOPBACK = '127.0.0.1';

/** The route to a client: its address, and the local address that it reached. */
export interface Route extends Address {
  readonly via: string;
}

/** The receiver of one client's datagrams. */
export interface MediaEnd {
  readonly ufrag: string;
  readonly password: string;
  /** The fault `cutMedia`: datagrams are dropped without a response. */
  readonly cut: boolean;
  /** Called for each request with a valid password. The client selected a nominated route. */
  at(route: Route, nominated: boolean): void;
  received(datagram: Buffer): void;
}

export interface MediaPortOptions {
  /** The IPv4 addresses of this machine. Default: those of the system. Called for each new client. */
  readonly ownAddresses?: () => readonly string[];
}

export class MediaPort {
  readonly port: number;
  /** By local address. */
  readonly #sockets: ReadonlyMap<string, Socket>;
  readonly #ownAddresses: () => readonly string[];
  readonly #byUfrag = new Map<string, MediaEnd>();
  readonly #byAddress = new Map<string, MediaEnd>();

  private constructor(sockets: ReadonlyMap<string, Socket>, ownAddresses: () => readonly string[]) {
    this.port = sockets.get(LOOPBACK)!.address().port;
    this.#sockets = sockets;
    this.#ownAddresses = ownAddresses;
    for (const [via, socket] of sockets) {
      socket.on('message', (datagram, from) => this.#received(datagram, from, via));
      socket.on('error', () => undefined); // A datagram that cannot be sent is lost.
    }
  }

  /**
   * Listens on loopback, and on each interface where the same port is free.
   *
   * @param port 0 for any.
   * @throws If the port is taken on loopback.
   */
  static async open(port: number, {ownAddresses = ipv4Addresses}: MediaPortOptions = {}): Promise<MediaPort> {
    const loopback = await bind(port, LOOPBACK);
    const sockets = new Map([[LOOPBACK, loopback]]);
    for (const address of new Set(ownAddresses())) {
      if (isLoopback(address)) continue;
      const socket = await bind(loopback.address().port, address).catch(() => undefined); // The port is taken there, or the address is gone.
      if (socket) sockets.set(address, socket);
    }
    return new MediaPort(sockets, ownAddresses);
  }

  /** The local addresses of this port, loopback first. */
  get addresses(): readonly string[] {
    return [...this.#sockets.keys()];
  }

  add(end: MediaEnd): void {
    this.#byUfrag.set(end.ufrag, end);
  }

  remove(end: MediaEnd): void {
    this.#byUfrag.delete(end.ufrag);
    for (const [address, other] of this.#byAddress) if (other === end) this.#byAddress.delete(address);
  }

  send(datagram: Buffer, {address, port, via}: Route): void {
    this.#sockets.get(via)?.send(datagram, port, address);
  }

  async close(): Promise<void> {
    const closed = [...this.#sockets.values()].map((socket) => new Promise<void>((resolve) => socket.close(resolve)));
    await Promise.all(closed);
  }

  #received(datagram: Buffer, from: RemoteInfo, via: string): void {
    const key = `${from.address}:${from.port}>${via}`;
    if (!isStun(datagram)) {
      this.#byAddress.get(key)?.received(datagram);
      return;
    }
    if (!isLoopback(from.address) && !this.#ownAddresses().includes(from.address)) return; // Another machine.
    const request = readBindingRequest(datagram);
    const end = request && this.#byUfrag.get(request.ufrag);
    if (!end || end.cut || !request.matches(end.password)) return;
    this.#byAddress.set(key, end);
    const route = {address: from.address, port: from.port, via};
    end.at(route, request.nominated);
    this.send(answerBinding(request, from, end.password), route);
  }
}

function ipv4Addresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({family}) => family === 'IPv4').map(({address}) => address),
  );
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.');
}

function bind(port: number, address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind(port, address, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}
