const ANSWER_MS = 15_000;

export interface Gift {
  readonly id: string;
  /** Coins. */
  readonly price: number;
  readonly combo: boolean;
}

export interface GiftOrder {
  readonly giftId: string;
  readonly count: number;
  readonly comboId?: string;
}

/** What everybody may know of a room, as far as made-up viewers care. */
export interface RoomNews {
  readonly product: {readonly id: string} | null;
  readonly lottery?: {
    readonly lotteryId: string;
    readonly phase: 'open' | 'drawn';
    readonly keyword: string;
    /** Unix seconds. */
    readonly closesAt: number;
  };
}

/** The business server said no, or nothing. */
export class BusinessError extends Error {
  override readonly name = 'BusinessError';
  /** HTTP's; 0 when there was no answer. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The business server, called as pages call it. */
export class Business {
  readonly #apiUrl: string;
  readonly #roomId: string;

  /** @param apiUrl `http://…/api` */
  constructor(apiUrl: string, roomId: string) {
    this.#apiUrl = apiUrl;
    this.#roomId = roomId;
  }

  /** @throws BusinessError */
  room(): Promise<RoomNews> {
    return this.#ask(`/rooms/${this.#roomId}`);
  }

  /** @throws BusinessError */
  gifts(): Promise<readonly Gift[]> {
    return this.#ask('/gifts');
  }

  /**
   * Gives, in the name of whoever's token it is. Resolves with the coins left.
   * @throws BusinessError
   */
  async give(token: string, order: GiftOrder, key: string): Promise<number> {
    const {balance} = await this.#ask<{readonly balance: number}>(`/rooms/${this.#roomId}/gifts`, {
      method: 'POST',
      headers: {'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key},
      body: JSON.stringify(order),
    });
    return balance;
  }

  async #ask<T>(path: string, init: RequestInit = {}): Promise<T> {
    let response: Response;
    try {
      response = await fetch(this.#apiUrl + path, {...init, signal: AbortSignal.timeout(ANSWER_MS)});
      if (response.ok) return (await response.json()) as T;
    } catch (cause) {
      throw new BusinessError(0, `${path} was not answered: ${String(cause)}`);
    }
    await response.body?.cancel();
    throw new BusinessError(response.status, `${path} answered ${response.status}`);
  }
}
