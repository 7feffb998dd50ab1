import type { Fields } from '../../cluster/fields.js';
import { type Asked, asksOnly } from '../../graphql/asked.js';
import type { Context } from '../../graphql/context.js';

/** By field of the API, the fields of the object that it is made of besides those that every object is read with. */
export type PlainFields = Readonly<Record<string, Fields>>;

/** The plain fields of each type. Tenants are read whole; of the others, relations need what PARTS names. */
export const PLAIN_FIELDS = {
  Query: { tenant: [], tenants: [], app: [], viewer: [], cluster: [] },
  Tenant: {
    ...{ id: [], name: [], displayName: [], labels: [] },
    ...{ apps: [], pods: [], services: [] },
  },
  App: {
    ...{ id: [], name: [], workload: [], labels: [], createdAt: [] },
    replicas: ['spec.replicas'],
    image: ['spec.template.spec.containers.image'],
    ...{ pods: [], services: [] },
  },
  Pod: {
    ...{ id: [], name: [], labels: [] },
    phase: ['status.phase'],
    ready: ['status.conditions.type', 'status.conditions.status'],
    nodeName: ['spec.nodeName'],
    ip: ['status.podIP'],
    createdAt: ['metadata.creationTimestamp'],
    startedAt: ['status.startTime'],
  },
  Service: {
    ...{ id: [], name: [], labels: [], selector: [] },
    type: ['spec.type'],
    clusterIP: ['spec.clusterIP'],
    createdAt: ['metadata.creationTimestamp'],
    ports: ['spec.ports'],
    pods: [],
  },
} as const satisfies Record<string, PlainFields>;

/** What is read of every object: who it is, what it belongs to, and what it is sorted by. */
const IDENTITY = ['metadata.name', 'metadata.namespace', 'metadata.labels'];
const PARTS = {
  App: [
    ...IDENTITY,
    'metadata.creationTimestamp',
    'spec.template.metadata.labels',
  ],
  Pod: [
    ...IDENTITY,
    ...['controller', 'kind', 'name', 'uid'].map(
      (field) => `metadata.ownerReferences.${field}`,
    ),
  ],
  Service: [...IDENTITY, 'spec.selector'],
};

/** Whose fields may need more of these objects than themselves. */
const TYPES: ReadonlySet<string> = new Set([
  ...Object.keys(PLAIN_FIELDS),
  'Mutation',
]);
const ARGUMENTS = ['first', 'after', 'name', 'tenant', 'orderBy'];
const ALLOWED: ReadonlySet<string> = new Set(
  Object.entries(PLAIN_FIELDS).flatMap(([type, fields]) =>
    ['__typename', ...Object.keys(fields)].flatMap((field) => [
      `${type}.${field}`,
      ...ARGUMENTS.map((argument) => `${type}.${field}(${argument}:)`),
    ]),
  ),
);
/** The same array for the same fields, as readers plan once for each. */
const known = new Map<string, Fields>();

/** What this operation needs of the objects of a type when it asks for plain fields alone; undefined when it may need any. */
export function plainFields(
  type: keyof typeof PARTS,
  { asked }: Context,
): Fields | undefined {
  return asked && asksOnly(asked, TYPES, ALLOWED)
    ? chosen(type, asked)
    : undefined;
}

function chosen(type: keyof typeof PARTS, asked: Asked): Fields {
  const parts: PlainFields = PLAIN_FIELDS[type];
  const fields = [
    ...PARTS[type],
    ...Object.keys(parts).flatMap((field) =>
      asked.has(`${type}.${field}`) ? (parts[field] ?? []) : [],
    ),
  ];
  const key = fields.join();
  const same = known.get(key) ?? fields;
  known.set(key, same);
  return same;
}
