import { randomUUID } from 'node:crypto';

import { toDefaultRoles } from './access/default-roles.js';
import type { KubeObject } from './api/kube-object.js';
import type { ResourceName } from './api/status-error.js';
import { toTimestamp } from './api/timestamp.js';

/** An object and where it is stored. */
export interface PlacedObject {
  resource: ResourceName;
  object: KubeObject;
}

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** What a cluster has before anybody makes something: its namespaces, its default roles, and the Service of the API itself. */
export function toFirstObjects(): PlacedObject[] {
  return [
    ...NAMESPACES.map(toNamespace),
    ...toDefaultRoles().map(toRole),
    toApiService(),
  ].map(({ resource, object }) => ({ resource, object: withIdentity(object) }));
}

function withIdentity({ metadata, ...rest }: KubeObject): KubeObject {
  const creationTimestamp = toTimestamp(new Date());
  return {
    metadata: { ...metadata, uid: randomUUID(), creationTimestamp },
    ...rest,
  };
}

function toNamespace(name: string): PlacedObject {
  return {
    resource: { group: '', plural: 'namespaces' },
    object: {
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    },
  };
}

function toRole({ kind, apiVersion: _, ...object }: KubeObject): PlacedObject {
  const plural = `${(kind ?? '').toLowerCase()}s`;
  return { resource: { group: 'rbac.authorization.k8s.io', plural }, object };
}

function toApiService(): PlacedObject {
  return {
    resource: { group: '', plural: 'services' },
    object: {
      metadata: {
        name: 'kubernetes',
        namespace: 'default',
        labels: { component: 'apiserver', provider: 'kubernetes' },
      },
      spec: {
        ports: [
          { name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 },
        ],
        clusterIP: '10.96.0.1',
        clusterIPs: ['10.96.0.1'],
        type: 'ClusterIP',
        sessionAffinity: 'None',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        internalTrafficPolicy: 'Cluster',
      },
      status: { loadBalancer: {} },
    },
  };
}
