/** The path of a request, taken apart. Everything under /api/VERSION and /apis/GROUP/VERSION names a resource, known or not. */
export interface RequestPath {
  path: string;
  /** Set when the path names a resource. */
  target?: Target;
}

export interface Target {
  /** Empty for core. */
  group: string;
  version: string;
  namespace: string;
  resource: string;
  /** Empty for a collection. */
  name: string;
  /** Empty for the object itself. */
  subresource: string;
}

/** Takes the path apart; nothing is checked yet. `/api/v1/namespaces/x` is the namespace, not something in it. */
export function toRequestPath(encoded: string): RequestPath {
  const path = decode(encoded);
  const parts = encoded.split('/').filter(Boolean).map(decode);
  const [root, ...rest] = parts;
  if (root === 'api') return { path, target: toTarget('', rest) };
  if (root === 'apis')
    return { path, target: toTarget(rest[0] ?? '', rest.slice(1)) };
  return { path };
}

function toTarget(group: string, parts: readonly string[]): Target | undefined {
  const [version, ...rest] = parts;
  if (version === undefined || rest.length === 0) return undefined;
  const isInside =
    rest[0] === 'namespaces' &&
    rest.length > 2 &&
    !(rest.length === 3 && NAMESPACE_SUBRESOURCES.has(rest[2] ?? ''));
  const [resource = '', name = '', ...subresource] = isInside
    ? rest.slice(2)
    : rest;
  return {
    group,
    version,
    // The namespace of a namespace is its own name, as authorisation has it.
    namespace: isInside || rest[0] === 'namespaces' ? (rest[1] ?? '') : '',
    resource,
    name,
    subresource: subresource.join('/'),
  };
}

const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
