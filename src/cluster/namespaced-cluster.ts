import type { RawObject, Reader, Writer } from './cluster.js';
import type { Kind } from './kinds.js';

/** A cluster that reaches into one namespace only: the boundary of a tenant. Another namespace is refused in an error that
 * names both; objects without one get it. */
export function inNamespace(
  cluster: Reader & Writer,
  pinned: string,
): Reader & Writer {
  const check = (kind: Kind, namespace: string | undefined) => {
    if (kind.namespaced && namespace !== undefined && namespace !== pinned) {
      throw new Error(
        `a call for the namespace "${namespace}" was made inside the namespace "${pinned}"`,
      );
    }
    return kind.namespaced ? pinned : undefined;
  };
  const place = <R extends RawObject>(kind: Kind, object: R): R => ({
    ...object,
    metadata: {
      ...object.metadata,
      namespace: check(kind, object.metadata?.namespace),
    },
  });
  return {
    get: (kind, namespace, name) =>
      cluster.get(kind, check(kind, namespace), name),
    list: (kind, options) =>
      cluster.list(kind, {
        ...options,
        namespace: check(kind, options.namespace),
      }),
    create: (kind, object, options) =>
      cluster.create(kind, place(kind, object), options),
    replace: (kind, object, options) =>
      cluster.replace(kind, place(kind, object), options),
    apply: (kind, object, options) =>
      cluster.apply(kind, place(kind, object), options),
    patchSubresource: (kind, namespace, ...rest) =>
      cluster.patchSubresource(kind, check(kind, namespace) ?? pinned, ...rest),
    delete: (kind, namespace, ...rest) =>
      cluster.delete(kind, check(kind, namespace), ...rest),
  };
}
