import type {Duplex} from 'node:stream';

/** What can be wrong with sockets, of either half of the cloud. */
export class SocketFaults {
  #refuseUntil = 0;
  readonly #silentUntil = new Map<string, number>();

  restore(): void {
    this.#refuseUntil = 0;
    this.#silentUntil.clear();
  }

  /** New sockets are turned away; open ones stay. */
  refuse(seconds: number): void {
    this.#refuseUntil = Date.now() + seconds * 1_000;
  }

  get refusing(): boolean {
    return Date.now() < this.#refuseUntil;
  }

  /** Nothing is heard from this user nor said to it, while its sockets stay open; an empty id means all guests. */
  silence(userId: string, seconds: number): void {
    this.#silentUntil.set(userId, Date.now() + seconds * 1_000);
  }

  isSilent(userId: string): boolean {
    if (this.#silentUntil.size === 0) return false;
    const until = this.#silentUntil.get(userId);
    if (until === undefined || Date.now() < until) return until !== undefined;
    this.#silentUntil.delete(userId);
    return false;
  }
}

/** Answers a socket that is refused. */
export function turnAway(socket: Duplex): void {
  socket.on('error', () => undefined); // It is being turned away: its troubles are its own.
  socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
