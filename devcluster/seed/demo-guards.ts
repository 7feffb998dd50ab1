import { createHash } from 'node:crypto';

import type { DemoMember, DemoObject, DemoTenant } from './demo-tenants.js';

const RBAC = 'rbac.authorization.k8s.io';
const NAME = 'moorage';
const MERGE = 'application/merge-patch+json';

const CONTAINER_DEFAULTS = {
  cpuRequest: '100m',
  memoryRequest: '128Mi',
  memoryLimit: '512Mi',
  maxMemory: '8Gi',
};
const LIMITS = {
  limits: [
    {
      type: 'Container',
      defaultRequest: {
        cpu: CONTAINER_DEFAULTS.cpuRequest,
        memory: CONTAINER_DEFAULTS.memoryRequest,
      },
      default: { memory: CONTAINER_DEFAULTS.memoryLimit },
      max: { memory: CONTAINER_DEFAULTS.maxMemory },
    },
  ],
};

const EVERY_POD = { podSelector: {} };
const DNS_PORTS = ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 }));
const PRIVATE_V4 = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '168.63.129.16/32',
  '192.0.0.0/24',
  '127.0.0.0/8',
];
const PRIVATE_V6 = ['fc00::/7', 'fe80::/10', '64:ff9b::/96', '::1/128'];

/** What the tenants of the demo allow pods to talk to, by the policy's name. */
const POLICIES = {
  'moorage-default-deny': {
    ...EVERY_POD,
    policyTypes: ['Ingress', 'Egress'],
  },
  'moorage-allow-dns': {
    ...EVERY_POD,
    policyTypes: ['Egress'],
    egress: [
      {
        to: [
          {
            namespaceSelector: {
              matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
            },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ],
        ports: DNS_PORTS,
      },
    ],
  },
  'moorage-allow-same-tenant': {
    ...EVERY_POD,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [EVERY_POD] }],
    egress: [{ to: [EVERY_POD] }],
  },
  'moorage-allow-exposed': {
    podSelector: { matchLabels: { 'moorage.dev/exposed': 'true' } },
    policyTypes: ['Ingress'],
    ingress: [{}],
  },
  'moorage-allow-internet': {
    ...EVERY_POD,
    policyTypes: ['Egress'],
    egress: [
      {
        to: [
          { ipBlock: { cidr: '0.0.0.0/0', except: PRIVATE_V4 } },
          { ipBlock: { cidr: '::/0', except: PRIVATE_V6 } },
        ],
      },
    ],
  },
};

/** The wish that the tenant's guards come from, as the API keeps it on the namespace. */
export function toWish({ quota }: DemoTenant): string {
  return JSON.stringify({
    quota,
    containerDefaults: CONTAINER_DEFAULTS,
    podSecurity: 'RESTRICTED',
    egress: 'INTERNET',
    members: [],
    frozen: false,
    deleteProtected: false,
  });
}

/** What guards a tenant of the demo, as the API would have written it: quota, limits, policies, the pods' account, members. */
export function toGuardObjects(tenant: DemoTenant): DemoObject[] {
  const { name: namespace, quota, members } = tenant;
  const labels = toTenantLabels(namespace);
  const inside = `/api/v1/namespaces/${namespace}`;
  return [
    {
      path: `${inside}/resourcequotas`,
      body: { metadata: { name: NAME, labels }, spec: { hard: quota } },
    },
    {
      path: `${inside}/limitranges`,
      body: { metadata: { name: NAME, labels }, spec: LIMITS },
    },
    ...Object.entries(POLICIES).map(([name, spec]) => ({
      path: `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`,
      body: { metadata: { name, labels }, spec },
    })),
    {
      method: 'PATCH',
      contentType: MERGE,
      path: `${inside}/serviceaccounts/default`,
      body: { automountServiceAccountToken: false },
    },
    ...members.map((member) => ({
      path: `/apis/${RBAC}/v1/namespaces/${namespace}/rolebindings`,
      body: toBinding(member, labels),
    })),
  ];
}

/** The labels of everything that belongs to a tenant. */
export function toTenantLabels(name: string): Record<string, string> {
  return {
    'app.kubernetes.io/managed-by': NAME,
    'moorage.dev/tenant': name,
  };
}

function toBinding(
  { user, role }: DemoMember,
  labels: Record<string, string>,
): Record<string, unknown> {
  const hash = createHash('sha256').update(`User//${user}`).digest('hex');
  const clusterRole = `moorage-${role}`;
  return {
    metadata: { name: `${clusterRole}-${hash.slice(0, 12)}`, labels },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: clusterRole },
    subjects: [{ kind: 'User', apiGroup: RBAC, name: user }],
  };
}
