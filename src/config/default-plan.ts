import type { DnsTarget, Plan } from '../graphql/context.js';

/** What every tenant gets that asks for nothing else. */
export const DEFAULT_PLAN: Plan = {
  quota: {
    'requests.cpu': '4',
    'requests.memory': '8Gi',
    'limits.memory': '16Gi',
    pods: '40',
    services: '20',
    'services.nodeports': '0',
    'services.loadbalancers': '0',
    persistentvolumeclaims: '10',
    'requests.storage': '50Gi',
    'count/deployments.apps': '20',
    replicationcontrollers: '20',
    'count/replicasets.apps': '240',
    configmaps: '200',
    secrets: '200',
  },
  // Nothing for CPU limits: a maximum would become every container's default limit.
  containerDefaults: {
    cpuRequest: '100m',
    memoryRequest: '128Mi',
    memoryLimit: '512Mi',
    maxMemory: '8Gi',
  },
};

/** Where most clusters have their DNS. */
export const DEFAULT_DNS: DnsTarget = {
  namespace: 'kube-system',
  labels: { 'k8s-app': 'kube-dns' },
  addresses: [],
};
