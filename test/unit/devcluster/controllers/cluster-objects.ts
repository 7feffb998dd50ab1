import type { ClusterMeta } from '../../../../devcluster/controllers/cluster-object.js';
import type { Deployment } from '../../../../devcluster/controllers/deployment.js';
import type { Node } from '../../../../devcluster/controllers/node.js';
import type { Pod } from '../../../../devcluster/controllers/pod.js';
import type { ReplicaSet } from '../../../../devcluster/controllers/replicator.js';
import type { Service } from '../../../../devcluster/controllers/service.js';

let count = 0;

export function aMeta(more: Partial<ClusterMeta> = {}): ClusterMeta {
  count += 1;
  return {
    name: `object-${count}`,
    namespace: 'home',
    uid: `uid-${count}`,
    resourceVersion: String(count),
    creationTimestamp: '2026-01-01T00:00:00Z',
    ...more,
  };
}

export interface PodFacts {
  metadata?: Partial<ClusterMeta>;
  node?: string;
  phase?: string;
  readyAt?: string;
  ip?: string;
  restarts?: number;
  spec?: object;
}

/** A pod that runs, and is ready when it is said since when. */
export function aPod(facts: PodFacts = {}): Pod {
  const { metadata, node, phase = 'Running', readyAt, ip, restarts } = facts;
  return {
    metadata: aMeta(metadata),
    spec: {
      containers: [{ name: 'c' }],
      ...(node && { nodeName: node }),
      ...facts.spec,
    },
    status: {
      phase,
      conditions: [
        {
          type: 'Ready',
          status: readyAt ? 'True' : 'False',
          lastTransitionTime: readyAt ?? '2026-01-01T00:00:00Z',
        },
      ],
      ...(ip && { podIPs: [{ ip }] }),
      containerStatuses: [{ restartCount: restarts ?? 0 }],
    },
  };
}

export function aDeployment(
  spec: Partial<Deployment['spec']> = {},
  status: Deployment['status'] = {},
): Deployment {
  return {
    metadata: aMeta({ name: 'web', generation: 1 }),
    spec: {
      replicas: 10,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: aPod().spec },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
      },
      progressDeadlineSeconds: 600,
      ...spec,
    },
    status,
  };
}

export function aReplicaSet(
  replicas: number,
  more: {
    metadata?: Partial<ClusterMeta>;
    status?: Partial<ReplicaSet['status']>;
    template?: ReplicaSet['spec']['template'];
  } = {},
): ReplicaSet {
  const { spec } = aDeployment();
  return {
    metadata: aMeta(more.metadata),
    spec: {
      replicas,
      selector: spec.selector,
      template: more.template ?? spec.template,
    },
    status: { replicas, ...more.status },
  };
}

export function aService(spec: Service['spec'] = {}): Service {
  return {
    metadata: aMeta({ name: 'web' }),
    spec: { clusterIP: '10.0.0.1', selector: { app: 'web' }, ...spec },
  };
}

export function aNode(
  allocatable: Record<string, string>,
  spec: Node['spec'] = {},
): Node {
  return { metadata: aMeta(), spec, status: { allocatable } };
}
