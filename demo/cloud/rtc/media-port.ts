/** One UDP socket for the media of everyone. A client is known by the ufrag it was given, then by its address. */
import {createSocket, type RemoteInfo, type Socket} from 'node:dgram';
import {answerBinding, isStun, readBindingRequest, type Address} from './stun.ts';

/** Who receives what comes from one client. */
export interface MediaEnd {
  readonly ufrag: string;
  readonly password: string;
  /** As if the network between had gone: not even answered. */
  readonly cut: boolean;
  /** Where it is to be reached, from its first request that proves the password; later ones may move it. */
  at(address: Address): void;
  received(datagram: Buffer): void;
}

export class MediaPort {
  readonly #socket: Socket;
  readonly #byUfrag = new Map<string, MediaEnd>();
  readonly #byAddress = new Map<string, MediaEnd>();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (datagram, from) => this.#received(datagram, from));
    socket.on('error', () => undefined); // A datagram that could not be sent is lost, as datagrams are.
  }

  /** Listens on loopback. @param port 0 for any. @throws where it is taken */
  static async open(port: number): Promise<MediaPort> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, '127.0.0.1', () => {
        socket.off('error', reject);
        resolve();
      });
    });
    return new MediaPort(socket);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  add(end: MediaEnd): void {
    this.#byUfrag.set(end.ufrag, end);
  }

  remove(end: MediaEnd): void {
    this.#byUfrag.delete(end.ufrag);
    for (const [address, other] of this.#byAddress) if (other === end) this.#byAddress.delete(address);
  }

  send(datagram: Buffer, {address, port}: Address): void {
    this.#socket.send(datagram, port, address);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  #received(datagram: Buffer, from: RemoteInfo): void {
    const key = `${from.address}:${from.port}`;
    if (!isStun(datagram)) {
      this.#byAddress.get(key)?.received(datagram);
      return;
    }
    const request = readBindingRequest(datagram);
    const end = request && this.#byUfrag.get(request.ufrag);
    if (!end || end.cut || !request.proves(end.password)) return;
    this.#byAddress.set(key, end);
    end.at(from);
    this.send(answerBinding(request, from, end.password), from);
  }
}
