import type {
  AdmissionRequest,
  Mutator,
} from '../../../../devcluster/api/admission.js';
import type { Kind } from '../../../../devcluster/api/kind.js';
import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import type { ObjectReader } from '../../../../devcluster/api/object-reader.js';
import {
  StatusError,
  toResourceText,
} from '../../../../devcluster/api/status-error.js';

/** A kind of which admission reads only how it is called. */
export function aKind(text: string, kind = text, namespaced = true): Kind {
  const [plural = '', ...group] = text.split('.');
  return {
    group: group.join('.'),
    version: 'v1',
    kind,
    plural,
    singular: '',
    namespaced,
    definition: '',
    nameRule: 'subdomain',
    hasGeneration: false,
  };
}

export const PODS = aKind('pods', 'Pod');
export const NAMESPACES = aKind('namespaces', 'Namespace', false);
export const SERVICES = aKind('services', 'Service');
export const CLAIMS = aKind('persistentvolumeclaims', 'PersistentVolumeClaim');
export const QUOTAS = aKind('resourcequotas', 'ResourceQuota');

/** What is in the store, by `plural.group`. */
export type World = Readonly<Record<string, readonly KubeObject[]>>;

export function toReader(world: World): ObjectReader {
  const list: ObjectReader['list'] = (resource, namespace) =>
    (world[toResourceText(resource)] ?? []).filter(
      ({ metadata }) =>
        namespace === undefined || metadata.namespace === namespace,
    );
  return {
    list,
    get: (resource, namespace, name) =>
      list(resource).find(
        ({ metadata }) =>
          metadata.name === name && (metadata.namespace ?? '') === namespace,
      ),
  };
}

/** A request in the namespace `n`, and what it was warned of. */
export function aRequest(
  object: KubeObject,
  more: Partial<AdmissionRequest> = {},
  world: World = {},
) {
  const warnings: string[] = [];
  const request: AdmissionRequest = {
    operation: more.old ? 'UPDATE' : 'CREATE',
    kind: PODS,
    subresource: '',
    namespace: 'n',
    name: object.metadata.name ?? '',
    object,
    user: { name: 'jane', groups: [] },
    dryRun: false,
    reader: toReader(world),
    warn: (text) => warnings.push(text),
    ...more,
  };
  return { request, warnings };
}

export const aPod = (spec: object = {}, name = 'p'): KubeObject => ({
  metadata: { name, namespace: 'n' },
  spec: { containers: [{ name: 'c', image: 'i' }], ...spec },
});

/** The spec of a pod after a mutator. */
export function mutated(
  mutate: Mutator,
  spec: object,
  world: World = {},
): unknown {
  const pod = aPod(spec);
  mutate(aRequest(pod, {}, world).request);
  return pod.spec;
}

/** The refusal that an action ends in. */
export function refusalOf(action: () => unknown): StatusError {
  try {
    action();
  } catch (error) {
    if (error instanceof StatusError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
