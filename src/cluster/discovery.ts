import { ClusterError } from './cluster-error.js';
import type { Kind } from './kinds.js';
import type { Sender } from './sender.js';

/** A part of an object that has a path of its own, e.g. `status` or `scale`. */
export interface Subresource {
  name: string;
  /** The kind of what is read and written there. */
  apiVersion: string;
  kind: string;
  verbs: readonly string[];
}

/** A kind that the cluster serves, custom ones included. */
export interface ServedKind extends Kind {
  singular: string;
  verbs: readonly string[];
  shortNames: readonly string[];
  subresources: readonly Subresource[];
}

interface Names {
  group?: string;
  version?: string;
  kind?: string;
}
interface AggregatedList {
  kind?: string;
  items?: {
    metadata?: { name?: string };
    versions: { version: string; resources?: AggregatedResource[] }[];
  }[];
}
interface AggregatedResource {
  resource: string;
  responseKind?: Names;
  scope: string;
  singularResource?: string;
  verbs: string[];
  shortNames?: string[];
  subresources?: {
    subresource: string;
    responseKind?: Names;
    verbs: string[];
  }[];
}
interface PlainResource extends Names {
  name: string;
  singularName?: string;
  namespaced: boolean;
  kind: string;
  verbs: string[];
  shortNames?: string[];
}

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

/** Reads the kinds that a cluster serves: two requests where it tells them all at once, else one more for each group version. */
export async function readDiscovery(
  sender: Pick<Sender, 'read'>,
): Promise<ServedKind[]> {
  const parts = await Promise.all(
    ['/api', '/apis'].map(async (root) => {
      const answer = await sender.read(root, undefined, AGGREGATED);
      const list = answer as AggregatedList;
      return list.kind === 'APIGroupDiscoveryList'
        ? fromAggregated(list)
        : readEach(sender, root, answer as PlainRoot);
    }),
  );
  return parts.flat();
}

/** The answer of one root in the aggregated form. */
export function fromAggregated({ items = [] }: AggregatedList): ServedKind[] {
  return items.flatMap(({ metadata, versions }) =>
    versions.flatMap(({ version, resources = [] }) => {
      const apiVersion = join(metadata?.name, version);
      return resources.flatMap((each): ServedKind[] => {
        const kind = each.responseKind?.kind;
        if (!kind) return [];
        return [
          {
            apiVersion,
            kind,
            plural: each.resource,
            singular: each.singularResource ?? '',
            namespaced: each.scope === 'Namespaced',
            verbs: each.verbs,
            shortNames: each.shortNames ?? [],
            subresources: (each.subresources ?? []).map((part) => ({
              name: part.subresource,
              kind: part.responseKind?.kind ?? kind,
              apiVersion: versionOf(part.responseKind, apiVersion),
              verbs: part.verbs,
            })),
          },
        ];
      });
    }),
  );
}

/** The kinds of one group version in the plain form, where `pods/log` is a row of its own. */
export function fromPlain(
  apiVersion: string,
  resources: PlainResource[],
): ServedKind[] {
  return resources
    .filter(({ name }) => !name.includes('/'))
    .map((each) => ({
      apiVersion,
      kind: each.kind,
      plural: each.name,
      singular: each.singularName ?? '',
      namespaced: each.namespaced,
      verbs: each.verbs,
      shortNames: each.shortNames ?? [],
      subresources: resources
        .filter(({ name }) => name.startsWith(`${each.name}/`))
        .map((part) => ({
          name: part.name.slice(each.name.length + 1),
          kind: part.kind,
          apiVersion: versionOf(part, apiVersion),
          verbs: part.verbs,
        })),
    }));
}

interface PlainRoot {
  versions?: string[];
  groups?: { versions: { groupVersion: string }[] }[];
}

async function readEach(
  sender: Pick<Sender, 'read'>,
  root: string,
  { versions = [], groups = [] }: PlainRoot,
): Promise<ServedKind[]> {
  const all = [
    ...versions,
    ...groups.flatMap((group) =>
      group.versions.map(({ groupVersion }) => groupVersion),
    ),
  ];
  const parts = await Promise.all(
    all.map(async (apiVersion) => {
      try {
        const list = await sender.read(`${root}/${apiVersion}`);
        const { resources = [] } = list as { resources?: PlainResource[] };
        return fromPlain(apiVersion, resources);
      } catch (error) {
        // A group whose own server is away must not hide the others.
        if (error instanceof ClusterError && error.httpStatus === 503)
          return [];
        throw error;
      }
    }),
  );
  return parts.flat();
}

function versionOf(names: Names | undefined, own: string): string {
  return names?.version ? join(names.group, names.version) : own;
}

function join(group: string | undefined, version: string): string {
  return group ? `${group}/${version}` : version;
}
