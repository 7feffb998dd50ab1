import type { KubeObject } from '../api/kube-object.js';
import { type Counter, toCount } from './usage-counter.js';

interface ServiceObject extends KubeObject {
  spec?: {
    type?: string;
    ports?: { nodePort?: number }[];
    allocateLoadBalancerNodePorts?: boolean;
  };
}

const KEYS = [
  'count/services',
  'services',
  'services.nodeports',
  'services.loadbalancers',
];

export const SERVICE_COUNTER: Counter = {
  matches: (key) => KEYS.includes(key),
  usage: ({ spec }: ServiceObject) =>
    new Map([
      ['count/services', toCount(1)],
      ['services', toCount(1)],
      ['services.nodeports', toCount(nodePortsOf(spec))],
      [
        'services.loadbalancers',
        toCount(spec?.type === 'LoadBalancer' ? 1 : 0),
      ],
    ]),
};

/** By what is asked for: ports are given out only after admission. */
function nodePortsOf(spec: ServiceObject['spec']): number {
  const ports = spec?.ports ?? [];
  if (spec?.type === 'NodePort') return ports.length;
  if (spec?.type !== 'LoadBalancer') return 0;
  return spec.allocateLoadBalancerNodePorts === false
    ? ports.filter(({ nodePort }) => nodePort).length
    : ports.length;
}
