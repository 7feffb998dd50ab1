import { type Kind, toApiVersion } from '../api/kind.js';

const ALL_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** GET /api. */
export function toApiVersions(): object {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [],
  };
}

/** GET /apis. */
export function toGroupList(groupVersions: readonly GroupVersion[]): object {
  const groups = [...new Set(groupVersions.map(({ group }) => group))].filter(
    Boolean,
  );
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groups.map((group) => toGroupBody(group, groupVersions)),
  };
}

/** GET /apis/GROUP; undefined for an unknown one. */
export function toGroup(
  group: string,
  groupVersions: readonly GroupVersion[],
): object | undefined {
  if (!groupVersions.some((one) => one.group === group)) return undefined;
  return {
    kind: 'APIGroup',
    apiVersion: 'v1',
    ...toGroupBody(group, groupVersions),
  };
}

/** GET /api/VERSION and /apis/GROUP/VERSION. */
export function toResourceList(
  { group, version }: GroupVersion,
  kinds: readonly Kind[],
): object {
  const here = kinds.filter(
    (one) => one.group === group && one.version === version,
  );
  return {
    kind: 'APIResourceList',
    ...(group && { apiVersion: 'v1' }),
    groupVersion: group ? `${group}/${version}` : version,
    resources: here
      .flatMap(toResources)
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

export interface GroupVersion {
  group: string;
  version: string;
}

function toGroupBody(
  name: string,
  groupVersions: readonly GroupVersion[],
): object {
  const versions = groupVersions
    .filter(({ group }) => group === name)
    .map(({ version }) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] };
}

/** A row of a resource list. */
export interface ApiResource {
  /** `pods`, `pods/log`. */
  name: string;
  namespaced: boolean;
  kind: string;
  /** Of the kind, where they are not those of the list. */
  group?: string;
  version?: string;
  verbs: readonly string[];
}

/** A kind and its subresources. */
export function toResources(kind: Kind): ApiResource[] {
  const { plural, singular, namespaced, shortNames, categories } = kind;
  const row = {
    name: plural,
    singularName: singular,
    namespaced,
    kind: kind.kind,
    verbs: kind.verbs ?? ALL_VERBS,
    ...(shortNames && { shortNames }),
    ...(categories && { categories }),
  };
  const subresources = (kind.subresources ?? []).map((name) => ({
    name: `${plural}/${name}`,
    singularName: '',
    namespaced,
    kind: kind.kind,
    verbs: ['get', 'patch', 'update'],
    ...SUBRESOURCES[name],
  }));
  return [row, ...subresources];
}

const SUBRESOURCES: Record<string, object> = {
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
  log: { verbs: ['get'] },
  binding: { kind: 'Binding', verbs: ['create'] },
  eviction: {
    group: 'policy',
    version: 'v1',
    kind: 'Eviction',
    verbs: ['create'],
  },
  token: {
    group: 'authentication.k8s.io',
    version: 'v1',
    kind: 'TokenRequest',
    verbs: ['create'],
  },
  finalize: { verbs: ['update'] },
};

/** The path of a group version. */
export function toGroupPath({ group, version }: GroupVersion): string {
  return group ? `/apis/${group}/${version}` : `/api/${version}`;
}

/** The group versions that are served, each once. */
export function toGroupVersions(kinds: readonly Kind[]): GroupVersion[] {
  const seen = new Map(
    kinds.map((kind) => [
      toApiVersion(kind),
      { group: kind.group, version: kind.version },
    ]),
  );
  return [...seen.values()];
}
