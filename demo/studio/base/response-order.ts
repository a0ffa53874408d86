/** Keeps responses in the order of their requests: a late response to an early request does not replace a newer one. */
export class ResponseOrder {
  #requests = 0;
  #accepted = 0;

  /**
   * @returns A function to call with the response. It returns false if the response to a later request arrived first.
   */
  begin(): () => boolean {
    const turn = ++this.#requests;
    return () => {
      if (turn < this.#accepted) return false;
      this.#accepted = turn;
      return true;
    };
  }
}
