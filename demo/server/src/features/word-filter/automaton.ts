/** Yields to other work if the build has run for some time. */
export type GiveWay = () => Promise<void>;

/** Steps of the build between two calls of `giveWay`. */
const STEPS = 512;

/**
 * Finds many words in a text in one pass (Aho and Corasick, 1975). The cost of a step does not depend on the number of
 * words. Nodes are indexes into typed arrays: a hundred thousand words take about 30 MB and cause no garbage
 * collection.
 */
export class Automaton {
  readonly #parent: Int32Array;
  readonly #unit: Uint16Array;
  readonly #depth: Uint16Array;
  /** The node of the longest proper suffix that is in the tree. */
  readonly #fail: Int32Array;
  /** 1 + the index of the word that ends here. */
  readonly #word: Int32Array;
  /** The nearest node by `#fail` at which a word ends. */
  readonly #shorter: Int32Array;
  /** Children by a hash of parent and unit. */
  readonly #slots: Int32Array;
  #nodes = 1;

  private constructor(nodes: number) {
    this.#parent = new Int32Array(nodes);
    this.#unit = new Uint16Array(nodes);
    this.#depth = new Uint16Array(nodes);
    this.#fail = new Int32Array(nodes);
    this.#word = new Int32Array(nodes);
    this.#shorter = new Int32Array(nodes);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(nodes * 2)));
  }

  static async build(words: readonly string[], giveWay: GiveWay): Promise<Automaton> {
    const automaton = new Automaton(words.reduce((units, {length}) => units + length, 2));
    for (const [index, word] of words.entries()) {
      automaton.#add(word, index);
      if (index % STEPS === 0) await giveWay();
    }
    await automaton.#link(giveWay);
    return automaton;
  }

  /** Calls `found` for every word in the text with its index, start and end (exclusive). Stops when `found` returns true. */
  find(text: string, found: (word: number, begin: number, end: number) => boolean): void {
    let node = 0;
    for (let at = 0; at < text.length; at++) {
      node = this.#step(node, text.charCodeAt(at));
      let end = this.#word[node] ? node : this.#shorter[node]!;
      for (; end; end = this.#shorter[end]!) {
        if (found(this.#word[end]! - 1, at + 1 - this.#depth[end]!, at + 1)) return;
      }
    }
  }

  #add(word: string, index: number): void {
    let node = 0;
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      node = this.#child(node, unit) || this.#grow(node, unit);
    }
    if (node) this.#word[node] ||= index + 1;
  }

  #grow(parent: number, unit: number): number {
    const node = this.#nodes++;
    this.#parent[node] = parent;
    this.#unit[node] = unit;
    this.#depth[node] = this.#depth[parent]! + 1;
    let slot = this.#hash(parent, unit);
    while (this.#slots[slot]) slot = (slot + 1) & (this.#slots.length - 1);
    this.#slots[slot] = node;
    return node;
  }

  /**
   * Links nodes in order of depth. The node to which another falls back has a smaller depth, so it is already linked.
   */
  async #link(giveWay: GiveWay): Promise<void> {
    const order = this.#byDepth();
    for (let index = 0; index < order.length; index++) {
      const node = order[index]!;
      const parent = this.#parent[node]!;
      const fail = parent ? this.#step(this.#fail[parent]!, this.#unit[node]!) : 0;
      this.#fail[node] = fail;
      this.#shorter[node] = this.#word[fail] ? fail : this.#shorter[fail]!;
      if (index % STEPS === 0) await giveWay();
    }
  }

  #byDepth(): Int32Array {
    const starts: number[] = [];
    for (let node = 1; node < this.#nodes; node++) {
      const deeper = this.#depth[node]! + 1;
      starts[deeper] = (starts[deeper] ?? 0) + 1;
    }
    for (let depth = 0; depth < starts.length; depth++) starts[depth] = (starts[depth] ?? 0) + (starts[depth - 1] ?? 0);
    const order = new Int32Array(this.#nodes - 1);
    for (let node = 1; node < this.#nodes; node++) order[starts[this.#depth[node]!]!++] = node;
    return order;
  }

  #step(node: number, unit: number): number {
    for (;;) {
      const next = this.#child(node, unit);
      if (next || !node) return next;
      node = this.#fail[node]!;
    }
  }

  /** Returns the child, or 0 if there is none: the root is never a child. */
  #child(parent: number, unit: number): number {
    const last = this.#slots.length - 1;
    for (let slot = this.#hash(parent, unit); ; slot = (slot + 1) & last) {
      const node = this.#slots[slot]!;
      if (!node || (this.#parent[node] === parent && this.#unit[node] === unit)) return node;
    }
  }

  #hash(parent: number, unit: number): number {
    const mixed = Math.imul(parent ^ Math.imul(unit + 1, 0x9e3779b1), 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (this.#slots.length - 1);
  }
}
