/** Waiting tasks of all queues together; further tasks are dropped, like failed callbacks. */
const MAX_WAITING = 20_000;

type Task = () => Promise<void>;

/** Runs tasks in order, one at a time per queue; queues run independently. */
export class CallbackQueue {
  readonly #queues = new Map<string, Task[]>();
  #waiting = 0;
  #closed = false;

  /** @returns False if the limit is reached. A task must not reject. */
  add(queue: string, task: Task): boolean {
    if (this.#closed || this.#waiting >= MAX_WAITING) return false;
    this.#waiting += 1;
    const waiting = this.#queues.get(queue);
    if (waiting) {
      waiting.push(task);
      return true;
    }
    const tasks = [task];
    this.#queues.set(queue, tasks);
    void this.#run(queue, tasks);
    return true;
  }

  close(): void {
    this.#closed = true;
  }

  async #run(queue: string, tasks: Task[]): Promise<void> {
    for (let index = 0; index < tasks.length && !this.#closed; index += 1) {
      await tasks[index]!();
      this.#waiting -= 1;
      if (index < 500) continue;
      tasks.splice(0, index + 1);
      index = -1;
    }
    this.#queues.delete(queue);
  }
}
