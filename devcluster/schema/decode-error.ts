/** A body that does not fit its type, in the words of Go's decoder. */
export class DecodeError extends Error {
  override name = 'DecodeError';
}
