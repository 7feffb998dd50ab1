import type { FieldError } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { validateRange } from './address-validation.js';
import { validateEach } from './field-validation.js';
import { type NodeSpec, validateNodeSpecUpdate } from './node-spec.js';
import { validateResourceAmount } from './resource-rules.js';
import { validateTaints } from './taint.js';

const NOT_READY = 'node.kubernetes.io/not-ready';

type Amounts = Record<string, string>;

interface Node extends KubeObject {
  spec?: NodeSpec;
  status?: { capacity?: Amounts; allocatable?: Amounts };
}

export const nodes: Kind = {
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  namespaced: false,
  subresources: ['status'],
  definition: 'v1.Node',
  nameRule: 'subdomain',
  hasGeneration: false,
  defaults: setDefaults,
  prepareCreate: addNotReadyTaint,
  validate,
  validateUpdate: ({ spec: draft = {} }: Node, { spec: old = {} }: Node) =>
    validateNodeSpecUpdate(draft, old),
  validateStatus: validateAmounts,
  fields: {
    'spec.unschedulable': ({ spec }: Node) =>
      String(spec?.unschedulable ?? false),
  },
};

function setDefaults({ spec, status }: Node): void {
  if (status?.capacity) status.allocatable ??= { ...status.capacity };
  if (spec?.podCIDR) spec.podCIDRs ??= [spec.podCIDR];
}

/** K19/node: nothing is scheduled before the node has reported itself. */
function addNotReadyTaint(draft: Node): void {
  const spec = (draft.spec ??= {});
  const taints = spec.taints ?? [];
  const isTainted = taints.some(
    ({ key, effect }) => key === NOT_READY && effect === 'NoSchedule',
  );
  if (!isTainted)
    spec.taints = [...taints, { key: NOT_READY, effect: 'NoSchedule' }];
}

function validate(node: Node): FieldError[] {
  const { taints, podCIDRs } = node.spec ?? {};
  return [
    // The API server says metadata here, although taints are in the spec.
    ...validateTaints(taints ?? [], 'metadata.taints'),
    ...validateAmounts(node),
    ...validateEach(podCIDRs, 'spec.podCIDRs', validateRange),
  ];
}

function validateAmounts({ status }: Node): FieldError[] {
  return (['capacity', 'allocatable'] as const).flatMap((key) =>
    Object.entries(status?.[key] ?? {}).flatMap(([name, amount]) =>
      validateResourceAmount(name, amount, `status.${key}.${name}`),
    ),
  );
}
