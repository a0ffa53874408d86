const TIMEOUT_MS = 15_000;

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

/** The fields of `GET /api/rooms/:roomId` that the bots use. */
export interface RoomInfo {
  readonly product: {readonly id: string} | null;
  readonly lottery?: {
    readonly lotteryId: string;
    readonly phase: 'open' | 'drawn';
    readonly keyword: string;
    /** Unix seconds. */
    readonly closesAt: number;
  };
}

/** The business server refused a call or did not respond. */
export class BusinessError extends Error {
  override readonly name = 'BusinessError';
  /** The HTTP status. 0 without a response. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Calls the business server as pages do. */
export class BusinessApi {
  readonly #apiUrl: string;
  readonly #roomId: string;

  /** @param apiUrl `http://…/api` */
  constructor(apiUrl: string, roomId: string) {
    this.#apiUrl = apiUrl;
    this.#roomId = roomId;
  }

  /** @throws BusinessError */
  room(): Promise<RoomInfo> {
    return this.#request(`/rooms/${this.#roomId}`);
  }

  /** @throws BusinessError */
  gifts(): Promise<readonly Gift[]> {
    return this.#request('/gifts');
  }

  /**
   * Gives a gift as the viewer of the token. Resolves with the remaining coins.
   * @throws BusinessError
   */
  async give(token: string, order: GiftOrder, key: string): Promise<number> {
    const {balance} = await this.#request<{readonly balance: number}>(`/rooms/${this.#roomId}/gifts`, {
      method: 'POST',
      headers: {'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key},
      body: JSON.stringify(order),
    });
    return balance;
  }

  async #request<T>(path: string, init: RequestInit = {}): Promise<T> {
    let response: Response;
    try {
      response = await fetch(this.#apiUrl + path, {...init, signal: AbortSignal.timeout(TIMEOUT_MS)});
      if (response.ok) return (await response.json()) as T;
    } catch (cause) {
      throw new BusinessError(0, `${path}: no response: ${String(cause)}`);
    }
    await response.body?.cancel();
    throw new BusinessError(response.status, `${path} answered ${response.status}`);
  }
}
