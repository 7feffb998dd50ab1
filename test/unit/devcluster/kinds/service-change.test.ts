import { describe, expect, test } from '@jest/globals';

import { ServicePlane } from './service-plane.js';

const ports = [{ port: 80 }];

/** What a PUT is refused for. */
function refusals(before: object, after: object): string[] {
  const plane = new ServicePlane();
  const old = plane.create('a', before);
  const draft = plane.update('a', after, true);
  return (plane.kind.validateUpdate?.(draft, old) ?? []).map(
    ({ field, message }) => `${field}: ${message}`,
  );
}

/** What a PUT makes of a service. */
function change(before: object, after: object): object {
  const plane = new ServicePlane();
  plane.create('a', before);
  return plane.update('a', after).spec;
}

describe('a change of a service', () => {
  test.each([
    [{ ports }, { ports: [{ port: 81 }] }, []],
    [
      { ports },
      { ports, clusterIP: '10.96.2.2' },
      [
        'spec.clusterIPs[0]: Invalid value: ["10.96.2.2"]: may not change once set',
      ],
    ],
    [
      { ports },
      { ports, clusterIP: 'None' },
      ['spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set'],
    ],
    [{ clusterIP: 'None' }, { clusterIP: 'None', ports }, []],
    [
      { type: 'LoadBalancer', ports },
      { type: 'LoadBalancer', loadBalancerClass: 'a.b/c', ports },
      [
        'spec.loadBalancerClass: Invalid value: "a.b/c": may not change once set',
      ],
    ],
    [
      { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports },
      {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 30_111,
        ports,
      },
      ['spec.healthCheckNodePort: Forbidden: field is immutable'],
    ],
  ])('%j to %j is refused for %j', (before, after, expected) => {
    expect(refusals(before, after)).toEqual(expected);
  });

  test('drops what the new type has no use for', () => {
    expect(
      change(
        {
          type: 'LoadBalancer',
          loadBalancerClass: 'a.b/c',
          externalTrafficPolicy: 'Local',
          ports,
        },
        {
          loadBalancerClass: 'a.b/c',
          allocateLoadBalancerNodePorts: true,
          externalTrafficPolicy: 'Local',
          ports,
        },
      ),
    ).toEqual({
      type: 'ClusterIP',
      clusterIP: expect.any(String),
      clusterIPs: [expect.any(String)],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
      sessionAffinity: 'None',
      ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
    });
    const name = { type: 'ExternalName', externalName: 'a.b' };
    expect(change({ ports }, name)).toEqual({
      ...name,
      sessionAffinity: 'None',
    });
    expect(change(name, { ports })).toMatchObject({
      clusterIP: expect.stringMatching(/^10\.96\./),
    });
  });

  test('gives up the second family when it asks for one', () => {
    expect(
      change(
        { clusterIP: 'None' },
        {
          clusterIP: 'None',
          ipFamilyPolicy: 'SingleStack',
          ipFamilies: ['IPv4', 'IPv6'],
        },
      ),
    ).toMatchObject({ ipFamilies: ['IPv4'] });
  });

  test('keeps other ports of the nodes for an error', () => {
    const after = { ports: [{ port: 80, nodePort: 30_005 }] };
    expect(change({ type: 'NodePort', ports }, after)).toMatchObject(after);
  });
});
