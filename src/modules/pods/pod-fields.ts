import type { Fields } from '../../cluster/fields.js';
import type { Context } from '../../graphql/context.js';
import { plainFields } from './plain-fields.js';

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

/** What everything about a pod is made of, problems and status too. */
const ALL_FIELDS: Fields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'metadata.creationTimestamp',
  'metadata.ownerReferences',
  'metadata.uid',
  'metadata.generation',
  'metadata.resourceVersion',
  'metadata.annotations',
  'metadata.deletionTimestamp',
  'metadata.finalizers',
  'spec.nodeName',
  'spec.nodeSelector',
  'spec.schedulingGates',
  'spec.volumes.persistentVolumeClaim',
  ...containerFields('initContainers'),
  ...containerFields('containers'),
  'status',
];

/** What this operation needs of pods: little for plain questions, everything for all others. */
export function podFields(context: Context): Fields {
  return plainFields('Pod', context) ?? ALL_FIELDS;
}
