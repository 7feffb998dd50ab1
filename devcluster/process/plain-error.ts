/** A failure whose message is all that the person at the terminal needs; no stack is printed for it. */
export class PlainError extends Error {}
