/** Thrown inside a mutation that ends in its middle, with what of its payload there is already; it never leaves `mutate`. */
export class Halted extends Error {
  constructor(
    readonly part: object,
    cause: unknown,
  ) {
    super('the mutation ended in its middle', { cause });
    this.name = 'Halted';
  }
}
