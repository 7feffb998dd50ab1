/** The part of a JSON value at a pointer (RFC 6901); undefined where there is none. Throws a SyntaxError for what is no pointer. */
export function atPointer(value: unknown, pointer: string): unknown {
  if (pointer === '') return value;
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer))
    throw new SyntaxError(`"${pointer}" is not a JSON pointer`);
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  let part = value;
  for (const key of keys) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key))
      return undefined;
    part = (part as Record<string, unknown>)[key];
  }
  return part;
}
