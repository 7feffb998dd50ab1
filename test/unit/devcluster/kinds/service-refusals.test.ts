import { describe, expect, test } from '@jest/globals';

import { createServiceKind } from '../../../../devcluster/kinds/service.js';
import { refusalsOf } from './drafts.js';

const kind = createServiceKind();
const ports = [{ port: 80 }];
const BALANCERS = "Forbidden: may only be used when `type` is 'LoadBalancer'";

describe('a service', () => {
  test.each<[object, string[]]>([
    [{}, ['spec.ports: Required value']],
    [
      { type: 'ExternalName', ipFamilies: ['IPv4'], ipFamilyPolicy: 'x' },
      [
        'spec.ipFamilies: Forbidden: may not be set for ExternalName services',
        'spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services',
        'spec.externalName: Required value',
      ],
    ],
    [
      { type: 'NodePort', clusterIP: 'None', ports },
      [
        `spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services`,
      ],
    ],
    [
      {
        ports: [
          { port: 1, name: 'x' },
          { port: 1, name: 'x' },
        ],
      },
      [
        'spec.ports[1].name: Duplicate value: "x"',
        'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":1,"TargetPort":0,"NodePort":0}',
      ],
    ],
    [
      { ports: [{ port: 1, targetPort: '1' }] },
      [
        'spec.ports[0].targetPort: Invalid value: "1": must contain at least one letter (a-z)',
      ],
    ],
    [
      {
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } },
        ports,
      },
      [
        'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400',
      ],
    ],
    [
      { externalIPs: ['1.2.3.4', '127.0.0.1', 'x'], ports },
      [
        'spec.externalIPs[1]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
        'spec.externalIPs[2]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ],
    ],
    [
      { clusterIP: '10.96.1.1', clusterIPs: ['10.96.1.2'], ports },
      [
        'spec.clusterIPs: Invalid value: ["10.96.1.2"]: first value must match `clusterIP`',
      ],
    ],
    [
      { clusterIPs: ['10.96.1.2'], ports },
      [
        'spec.clusterIPs: Invalid value: ["10.96.1.2"]: must be empty when `clusterIP` is not specified',
      ],
    ],
    [
      { clusterIP: '::1', ipFamilies: ['IPv4'], ports },
      [
        'spec.clusterIPs[0]: Invalid value: "::1": expected an IPv4 value as indicated by `ipFamilies[0]`',
      ],
    ],
    [
      {
        allocateLoadBalancerNodePorts: true,
        loadBalancerClass: 'x',
        loadBalancerSourceRanges: ['1.2.3.4/33'],
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 3,
        ports,
      },
      [
        `spec.LoadBalancerSourceRanges: ${BALANCERS}`,
        'spec.LoadBalancerSourceRanges[0]: Invalid value: "1.2.3.4/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
        `spec.allocateLoadBalancerNodePorts: ${BALANCERS}`,
        `spec.loadBalancerClass: ${BALANCERS}`,
        'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
        "spec.healthCheckNodePort: Invalid value: 3: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ],
    ],
    [
      { trafficDistribution: 'x', internalTrafficPolicy: 'y', ports },
      [
        'spec.internalTrafficPolicy: Unsupported value: "y": supported values: "Cluster", "Local"',
        'spec.trafficDistribution: Unsupported value: "x": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"',
      ],
    ],
  ])('%j is refused', (spec, expected) => {
    expect(refusalsOf(kind, { spec })).toEqual(expected);
  });

  test('has addresses in its status only behind a balancer', () => {
    const status = { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } };
    const refused = (type: string) =>
      kind.validateStatus?.(
        { metadata: {}, spec: { type }, status },
        { metadata: {} },
      );
    expect(refused('LoadBalancer')).toEqual([]);
    expect(refused('NodePort')).toMatchObject([
      { field: 'status.loadBalancer.ingress', reason: 'FieldValueForbidden' },
    ]);
  });
});
