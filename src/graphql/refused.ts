import type { UserError } from './user-error.type.js';

/** Thrown inside a mutation to end it with userErrors; it never leaves `mutate`. */
export class Refused extends Error {
  constructor(
    readonly userErrors: UserError[],
    /** What the payload tells besides. */
    readonly part: object = {},
  ) {
    super(userErrors.map(({ message }) => message).join(' '));
    this.name = 'Refused';
  }
}

/** Ends the mutation when there is anything to complain about. */
export function refuseIf(userErrors: UserError[]): void {
  if (userErrors.length > 0) throw new Refused(userErrors);
}
