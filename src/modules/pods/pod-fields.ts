import type { Fields } from '../../cluster/fields.js';
import { asksOnly } from '../../graphql/asked.js';
import type { Context } from '../../graphql/context.js';

/** What relations and the plainest fields of a pod are made of. */
const PLAIN_FIELDS: Fields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'metadata.creationTimestamp',
  'metadata.ownerReferences',
  'spec.nodeName',
  'status.phase',
  'status.podIP',
  'status.startTime',
  'status.conditions.type',
  'status.conditions.status',
];

const containerFields = (list: string): Fields =>
  [
    'name',
    'image',
    'resources',
    'ports',
    'restartPolicy',
    'readinessProbe',
    'livenessProbe',
    'startupProbe',
  ].map((field) => `spec.${list}.${field}`);

/** What everything else is made of, problems and status too. */
const ALL_FIELDS: Fields = [
  ...PLAIN_FIELDS,
  'metadata.uid',
  'metadata.generation',
  'metadata.resourceVersion',
  'metadata.annotations',
  'metadata.deletionTimestamp',
  'metadata.finalizers',
  'spec.nodeSelector',
  'spec.schedulingGates',
  'spec.volumes.persistentVolumeClaim',
  ...containerFields('initContainers'),
  ...containerFields('containers'),
  'status',
];

/** Whose fields may need more of pods than themselves. */
const TYPES = new Set(['Query', 'Mutation', 'Tenant', 'App', 'Pod', 'Service']);
const FIELDS = {
  Query: ['tenant', 'tenants', 'app', 'viewer', 'cluster'],
  Tenant: ['id', 'name', 'displayName', 'labels', 'apps', 'pods', 'services'],
  App: ['id', 'name', 'image', 'replicas', 'labels', 'pods', 'services'],
  Pod: [
    'id',
    'name',
    'phase',
    'ready',
    'nodeName',
    'ip',
    'createdAt',
    'startedAt',
    'labels',
  ],
  Service: ['id', 'name', 'type', 'clusterIP', 'labels', 'pods'],
};
const ARGUMENTS = ['first', 'after', 'name', 'tenant', 'orderBy'];

/** Fields and arguments for which the plain fields of pods are enough. */
export const PLAIN: ReadonlySet<string> = new Set(
  Object.entries(FIELDS).flatMap(([type, fields]) =>
    ['__typename', ...fields].flatMap((field) => [
      `${type}.${field}`,
      ...ARGUMENTS.map((argument) => `${type}.${field}(${argument}:)`),
    ]),
  ),
);

/** What this operation needs of pods: little for plain questions, everything for all others. */
export function podFields({ asked }: Context): Fields {
  return asksOnly(asked, TYPES, PLAIN) ? PLAIN_FIELDS : ALL_FIELDS;
}
