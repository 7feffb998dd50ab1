/** What a list says of itself. */
export interface ListHead {
  metadata?: { continue?: string; resourceVersion?: string };
}

/** Takes the bytes of a list as they come, in pieces of any length, and hands on each item as soon as it is whole. Throws a
 * SyntaxError when they are no list. */
export interface ItemReader {
  push(chunk: Buffer): void;
  /** To be called after the last piece. */
  end(): ListHead;
}
