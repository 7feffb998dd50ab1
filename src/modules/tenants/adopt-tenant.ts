import type { V1Namespace } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { findObject } from '../../graphql/find-object.js';
import type { Writes } from '../../graphql/writes.js';
import { Egress } from './egress.type.js';
import { taken } from './name-taken.js';
import type { CreateTenantInput } from './tenant.input.js';
import { adoptNamespace } from './tenant.manifest.js';
import type { TenantSpec } from './tenant-spec.js';

type Namespace = Raw<V1Namespace>;

/** Takes over a namespace that is no tenant yet, and warns of what that changes for what runs there; undefined when there is none. */
export async function adoptTenant(
  { cluster }: Context,
  writes: Writes,
  input: CreateTenantInput,
  spec: TenantSpec,
): Promise<Namespace | undefined> {
  const { name } = input;
  const found = await findObject<Namespace>(
    cluster,
    KINDS.namespace,
    undefined,
    name,
  );
  if (!found) return undefined;
  const adopted = await writes.change<Namespace>(
    KINDS.namespace,
    { name },
    (current) => {
      const { labels, deletionTimestamp } = current.metadata ?? {};
      if (labels?.[LABELS.tenant] !== undefined || deletionTimestamp)
        throw taken(name, current, true);
      return adoptNamespace(current, input, spec);
    },
  );
  writes.warn(...toConsequences(spec));
  return adopted;
}

const REACH: Record<Egress, string> = {
  [Egress.INTERNET]: "each other, the cluster's DNS and the internet",
  [Egress.TENANT_ONLY]: "each other and the cluster's DNS",
  [Egress.NONE]: 'nothing at all',
};

function toConsequences({ egress, podSecurity }: TenantSpec): string[] {
  return [
    `Network policies hold at once: pods that run there are reached only by each other and, where exposed, from outside, and they reach ${REACH[egress]}.`,
    'The quota counts what is there: what exceeds it keeps running, and nothing more of it can be made.',
    `Pods made from now on get the container defaults and must fit pod security ${podSecurity}, also those that replace running ones.`,
    'Role bindings that are there stay.',
  ];
}
