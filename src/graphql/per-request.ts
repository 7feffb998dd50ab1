import type { Context } from './context.js';

/** One value for each request, made when first asked for, and made anew after a write of the same request. */
export function perRequest<T>(
  create: (context: Context) => T,
): (context: Context) => T {
  const values = new WeakMap<object, T>();
  return (context) => {
    const known = values.get(context.reads);
    if (known !== undefined) return known;
    const value = create(context);
    values.set(context.reads, value);
    return value;
  };
}

/** Drops every loader of the request: what is read after a write is read anew. */
export function forgetReads(context: Context): void {
  context.reads = {};
}
