import type {
  V1NetworkPolicy,
  V1NetworkPolicySpec,
} from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import { LABELS, MANAGED_BY } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { DnsTarget } from '../../graphql/context.js';
import { Egress } from './egress.type.js';

type Policy = Raw<V1NetworkPolicy>;
type PolicySpec = Raw<V1NetworkPolicySpec>;

/** Private ranges and the addresses where clouds tell machines their secrets. */
const NOT_INTERNET = [
  {
    cidr: '0.0.0.0/0',
    except: [
      '10.0.0.0/8',
      '172.16.0.0/12',
      '192.168.0.0/16',
      '100.64.0.0/10',
      '169.254.0.0/16',
      '168.63.129.16/32',
      '192.0.0.0/24',
      '127.0.0.0/8',
    ],
  },
  {
    cidr: '::/0',
    except: ['fc00::/7', 'fe80::/10', '64:ff9b::/96', '::1/128'],
  },
];

/** The network policies of a tenant by name; undefined is one that must not be there. Policies only ever allow: the first
 * denies by picking every pod and allowing nothing. */
function policies(
  egress: Egress,
  dns: DnsTarget,
): Record<string, PolicySpec | undefined> {
  const everyPod = { podSelector: {} };
  const inside = [{ from: [everyPod] }];
  const closed = egress === Egress.NONE;
  return {
    'moorage-default-deny': {
      ...everyPod,
      policyTypes: ['Ingress', 'Egress'],
    },
    'moorage-allow-dns': closed ? undefined : allowDns(dns),
    'moorage-allow-same-tenant': closed
      ? { ...everyPod, policyTypes: ['Ingress'], ingress: inside }
      : {
          ...everyPod,
          policyTypes: ['Ingress', 'Egress'],
          ingress: inside,
          egress: [{ to: [everyPod] }],
        },
    'moorage-allow-exposed': {
      podSelector: { matchLabels: { [LABELS.exposed]: 'true' } },
      policyTypes: ['Ingress'],
      ingress: [{}],
    },
    'moorage-allow-internet':
      egress === Egress.INTERNET
        ? {
            ...everyPod,
            policyTypes: ['Egress'],
            egress: [{ to: NOT_INTERNET.map((ipBlock) => ({ ipBlock })) }],
          }
        : undefined,
  };
}

/** The network policies of a tenant. */
export function toNetworkPolicies(
  tenant: string,
  egress: Egress,
  dns: DnsTarget,
): Policy[] {
  return Object.entries(policies(egress, dns)).flatMap(([name, spec]) =>
    spec
      ? {
          apiVersion: KINDS.networkPolicy.apiVersion,
          kind: KINDS.networkPolicy.kind,
          metadata: {
            name,
            namespace: tenant,
            labels: { [LABELS.managedBy]: MANAGED_BY, [LABELS.tenant]: tenant },
          },
          spec,
        }
      : [],
  );
}

/** Names of network policies of ours that allow more than is wished. */
export function toExcessPolicies(egress: Egress, dns: DnsTarget): string[] {
  return Object.entries(policies(egress, dns)).flatMap(([name, spec]) =>
    spec ? [] : name,
  );
}

function allowDns({ namespace, labels, addresses }: DnsTarget): PolicySpec {
  return {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: [
          {
            namespaceSelector: {
              matchLabels: { 'kubernetes.io/metadata.name': namespace },
            },
            podSelector: { matchLabels: { ...labels } },
          },
          ...addresses.map((cidr) => ({ ipBlock: { cidr } })),
        ],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ],
  };
}
