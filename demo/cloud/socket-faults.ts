import type {Duplex} from 'node:stream';

/** Faults of WebSockets, common to chat and TRTC. */
export class SocketFaults {
  #refuseUntil = 0;
  readonly #silentUntil = new Map<string, number>();

  restore(): void {
    this.#refuseUntil = 0;
    this.#silentUntil.clear();
  }

  /** Refuses new sockets; open ones stay. */
  refuse(seconds: number): void {
    this.#refuseUntil = Date.now() + seconds * 1_000;
  }

  get refusing(): boolean {
    return Date.now() < this.#refuseUntil;
  }

  /** Ignores this user's frames and sends it none, while its sockets stay open; an empty id means all guests. */
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

/** Answers an upgrade with 503. */
export function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => undefined); // Errors of a refused socket need no handling.
  socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
