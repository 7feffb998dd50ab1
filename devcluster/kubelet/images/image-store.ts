const MOST = 10_000;

/** Which images the nodes have pulled. */
export class ImageStore {
  readonly #present = new Set<string>();

  has(node: string, image: string): boolean {
    return this.#present.has(`${node} ${image}`);
  }

  add(node: string, image: string): void {
    // A kubelet clears its disk, too.
    if (this.#present.size >= MOST) this.#present.clear();
    this.#present.add(`${node} ${image}`);
  }
}
