/** Waiting in all lines together; what comes on top is lost, as a callback that fails is. */
const MAX_WAITING = 20_000;

type Deed = () => Promise<void>;

/** Things to be done in order, one at a time in each line; lines do not wait for each other. */
export class AfterQueue {
  readonly #lines = new Map<string, Deed[]>();
  #waiting = 0;
  #closed = false;

  /** False if there was no room for it. A deed does not reject. */
  add(line: string, deed: Deed): boolean {
    if (this.#closed || this.#waiting >= MAX_WAITING) return false;
    this.#waiting += 1;
    const waiting = this.#lines.get(line);
    if (waiting) {
      waiting.push(deed);
      return true;
    }
    const deeds = [deed];
    this.#lines.set(line, deeds);
    void this.#work(line, deeds);
    return true;
  }

  close(): void {
    this.#closed = true;
  }

  async #work(line: string, deeds: Deed[]): Promise<void> {
    for (let index = 0; index < deeds.length && !this.#closed; index += 1) {
      await deeds[index]!();
      this.#waiting -= 1;
      if (index < 500) continue;
      deeds.splice(0, index + 1);
      index = -1;
    }
    this.#lines.delete(line);
  }
}
