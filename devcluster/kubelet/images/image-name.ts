/** The parts of an image's name, as container runtimes see them. */
export interface ImageName {
  /** The registry as it is written: docker.io when left out. */
  registry: string;
  /** The path at the registry: library/nginx. */
  path: string;
  tag?: string;
  digest?: string;
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const REGISTRY =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST =
  /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** Why a name is none: it has capitals, or another form. `path` is what has the capitals. */
export interface BadImageName {
  problem: 'capitals' | 'format';
  path: string;
}

/** Takes an image's name apart by the rules of the distribution project, or says what is wrong with it. */
export function parseImageName(image: string): ImageName | BadImageName {
  const [name = '', digest] = splitOnce(image, '@');
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const hasRegistry = /[.:]/.test(first) || first === 'localhost';
  const rest = hasRegistry ? name.slice(slash + 1) : name;
  const colon = rest.lastIndexOf(':');
  const isTag = colon > rest.lastIndexOf('/');
  const path = isTag ? rest.slice(0, colon) : rest;
  const tag = isTag ? rest.slice(colon + 1) : undefined;
  if (path !== path.toLowerCase()) return { problem: 'capitals', path };
  const isFine =
    PATH.test(path) &&
    (!hasRegistry || REGISTRY.test(first)) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest));
  if (!isFine) return { problem: 'format', path };
  const registry = hasRegistry ? first : 'docker.io';
  const isLibrary = registry === 'docker.io' && !path.includes('/');
  return {
    registry,
    path: isLibrary ? `library/${path}` : path,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

export function isBadName(
  name: ImageName | BadImageName,
): name is BadImageName {
  return 'problem' in name;
}

/** The repository with its registry: docker.io/library/nginx. */
export function toRepository({ registry, path }: ImageName): string {
  return `${registry}/${path}`;
}

/** The whole name, as a runtime reports it: docker.io/library/nginx:latest. */
export function toFullName(name: ImageName): string {
  const { tag, digest } = name;
  if (digest) return `${toRepository(name)}@${digest}`;
  return `${toRepository(name)}:${tag ?? 'latest'}`;
}

function splitOnce(text: string, by: string): [string, string?] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
