import type {
  V1Deployment,
  V1ReplicationController,
} from '@kubernetes/client-node';

import { type Kind, KINDS } from '../../cluster/kinds.js';
import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { App, Workload } from './app.type.js';

/** The two kinds of object behind an app, as far as they are alike. */
export type RawWorkload = Raw<V1Deployment> | Raw<V1ReplicationController>;

export const WORKLOAD_KINDS: Record<Workload, Kind> = {
  [Workload.DEPLOYMENT]: KINDS.deployment,
  [Workload.REPLICATION_CONTROLLER]: KINDS.replicationController,
};

/** A Deployment as an app; undefined when it is none. */
export function fromDeployment(raw: Raw<V1Deployment>): App | undefined {
  return fromWorkload(raw, Workload.DEPLOYMENT);
}

/** A ReplicationController as an app; undefined when it is none. */
export function fromReplicationController(
  raw: Raw<V1ReplicationController>,
): App | undefined {
  return fromWorkload(raw, Workload.REPLICATION_CONTROLLER);
}

/** Either kind as an app: it carries the label of its own name. */
export function fromWorkload(
  raw: RawWorkload,
  workload: Workload,
): App | undefined {
  const { name = '', labels } = raw.metadata ?? {};
  return labels?.[LABELS.app] === name ? new App(raw, workload) : undefined;
}
