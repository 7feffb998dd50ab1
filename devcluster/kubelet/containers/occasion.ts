// About as often as a kubelet, whose rounds are ten times longer than these.
const EVERY = 10;

/** Says which of many equal attempts are worth an event: the first one, and then every tenth. */
export class Occasion {
  #attempts = 0;

  isWorthTelling(): boolean {
    this.#attempts += 1;
    return this.#attempts % EVERY === 1;
  }
}
