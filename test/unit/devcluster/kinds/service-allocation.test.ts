import { beforeEach, describe, expect, jest, test } from '@jest/globals';

import { createServiceKind } from '../../../../devcluster/kinds/service.js';
import { ServicePlane } from './service-plane.js';

const ports = [{ port: 80 }];
const open = { type: 'NodePort', ports };
const TAKEN = 'provided port is already allocated';

let plane: ServicePlane;

const nodePorts = (name: string) =>
  plane.get(name).spec.ports?.map(({ nodePort }) => nodePort);

beforeEach(() => {
  plane = new ServicePlane();
});

describe('addresses of services', () => {
  test('are above the first 256', () => {
    const { spec } = plane.create('a', { ports });
    const [, , third = 0, fourth = 0] = (spec.clusterIP ?? '')
      .split('.')
      .map(Number);
    expect(spec.clusterIP).toMatch(/^10\.96\.\d+\.\d+$/);
    expect(third * 256 + fourth).toBeGreaterThan(256);
    expect(spec.clusterIPs).toEqual([spec.clusterIP]);
  });

  test('run out', () => {
    plane = new ServicePlane({ serviceRange: '10.0.0.0/29' });
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map(
      (name) => plane.create(name, { ports }).spec.clusterIP,
    );
    expect(all.sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `10.0.0.${n}`));
    expect(() => plane.create('g', { ports })).toThrow(
      'Internal error occurred: failed to allocate a serviceIP for Service "g": range is full',
    );
    plane.delete('c');
    expect(plane.create('g', { ports }).spec.clusterIP).toBeDefined();
  });

  test('are taken until the service is gone or needs none', () => {
    const wish = { clusterIP: '10.96.0.50', ports };
    const taken =
      'Service "b" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.50"]: failed to allocate IP 10.96.0.50: provided IP is already allocated';
    plane.create('a', wish);
    expect(() => plane.create('b', wish)).toThrow(taken);
    plane.update('a', { type: 'ExternalName', externalName: 'x.y' });
    expect(plane.get('a').spec.clusterIP).toBeUndefined();
    plane.create('b', wish);
    plane.delete('b');
    expect(plane.create('c', wish).spec.clusterIP).toBe('10.96.0.50');
  });

  test('are not taken by what was refused after all', () => {
    const wish = { clusterIP: '10.96.0.50', ports };
    const draft = {
      metadata: { name: 'a', namespace: 'n' },
      spec: { ...wish, type: 'ClusterIP', clusterIPs: ['10.96.0.50'] },
    };
    plane.kind.allocate?.(draft, undefined, plane.store, false);
    expect(plane.create('b', wish).spec.clusterIP).toBe('10.96.0.50');
  });

  test('count although they were given before the kind was made', () => {
    plane.create('a', { clusterIP: '10.96.0.50', ports });
    const draft = {
      metadata: { name: 'b', namespace: 'n' },
      spec: { clusterIP: '10.96.0.50', clusterIPs: ['10.96.0.50'], ports },
    };
    expect(() =>
      createServiceKind().allocate?.(draft, undefined, plane.store, false),
    ).toThrow('provided IP is already allocated');
  });

  test('are placeholders in a dry run', () => {
    expect(plane.create('a', { ports }, true).spec.clusterIP).toBe('10.96.0.0');
    const draft = plane.create(
      'b',
      { ...open, ports: [...ports, { port: 1 }] },
      true,
    );
    expect(draft.spec.ports?.map(({ nodePort }) => nodePort)).toEqual([
      32_769, 32_770,
    ]);
    expect(() =>
      plane.create('c', { clusterIP: '10.97.0.1', ports }, true),
    ).toThrow(
      'the provided IP (10.97.0.1) is not in the valid range. The range of valid IPs is 10.96.0.0/16',
    );
  });

  test.each([
    [
      { ipFamilyPolicy: 'RequireDualStack' },
      'this cluster is not configured for dual-stack services',
    ],
    [
      { ipFamilies: ['IPv6'] },
      'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    ],
    [{ clusterIP: 'fd00::1' }, 'IPv6 is not configured on this cluster'],
    [
      { clusterIP: '10.97.0.1' },
      'the provided network does not match the current range',
    ],
    [
      { clusterIP: '10.96.0.0' },
      'the provided network does not match the current range',
    ],
    [
      { clusterIP: 'x' },
      'spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address',
    ],
  ])('are refused: %p', (spec, message) => {
    expect(() => plane.create('a', { ports, ...spec })).toThrow(message);
  });

  test('are found without reading all services again', () => {
    const list = jest.spyOn(plane.store, 'list');
    for (let n = 0; n < 1000; n += 1) plane.create(`s${n}`, { ports });
    expect(list).toHaveBeenCalledTimes(1);
  });
});

describe('ports of the nodes', () => {
  test('are shared by the protocols of one port', () => {
    plane.create('a', {
      type: 'NodePort',
      ports: [
        { port: 53, name: 'a' },
        { port: 53, name: 'b', protocol: 'UDP' },
        { port: 54, name: 'c', nodePort: 30_000 },
        { port: 54, name: 'd', protocol: 'UDP' },
      ],
    });
    const [a, b, c, d] = nodePorts('a') ?? [];
    expect(a).toBe(b);
    expect([c, d]).toEqual([30_000, 30_000]);
    expect(a).toBeGreaterThanOrEqual(30_086);
  });

  test('run out', () => {
    plane = new ServicePlane({
      nodePortRange: { first: 30_000, last: 30_001 },
    });
    plane.create('a', open);
    plane.create('b', open);
    expect([nodePorts('a'), nodePorts('b')].flat().sort()).toEqual([
      30_000, 30_001,
    ]);
    expect(() => plane.create('c', open)).toThrow(
      'Internal error occurred: failed to allocate a nodePort: range is full',
    );
    plane.update('a', { ports });
    expect(nodePorts('a')).toEqual([undefined]);
    plane.create('c', open);
    plane.delete('c');
    plane.update('a', open);
  });

  test('are refused when another has them or they are elsewhere', () => {
    const wish = (nodePort: number) => ({
      type: 'NodePort',
      ports: [{ port: 80, nodePort }],
    });
    plane.create('a', wish(30_001));
    expect(() => plane.create('b', wish(30_001))).toThrow(TAKEN);
    expect(() => plane.create('b', wish(80))).toThrow(
      'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    );
    expect(() =>
      plane.create('b', {
        type: 'NodePort',
        ports: [1, 2].map((port) => ({
          port,
          name: `p${port}`,
          nodePort: 30_002,
        })),
      }),
    ).toThrow(`spec.ports[1].nodePort: Invalid value: 30002: ${TAKEN}`);
    plane.create('b', open);
    expect(() => plane.update('b', wish(30_001))).toThrow(TAKEN);
    plane.update('b', wish(30_003));
    expect(plane.update('a', wish(30_004)).spec.ports?.[0]?.nodePort).toBe(
      30_004,
    );
    expect(plane.create('c', wish(30_001)).spec.ports?.[0]?.nodePort).toBe(
      30_001,
    );
  });

  test('are kept by the name of the port', () => {
    const port = (name: string, number: number) => ({ name, port: number });
    plane.create('a', {
      type: 'NodePort',
      ports: [port('x', 1), port('y', 2)],
    });
    const [x, y] = nodePorts('a') ?? [];
    plane.update('a', {
      type: 'NodePort',
      ports: [port('y', 3), port('x', 4), port('z', 5)],
    });
    expect(nodePorts('a')?.slice(0, 2)).toEqual([y, x]);
    plane.update('a', {
      type: 'NodePort',
      ports: [{ ...port('n', 1), nodePort: x }, port('x', 2)],
    });
    expect(nodePorts('a')?.[0]).toBe(x);
    expect(nodePorts('a')?.[1]).not.toBe(x);
  });

  test('are not given to a balancer that wants none', () => {
    const balancer = {
      type: 'LoadBalancer',
      allocateLoadBalancerNodePorts: false,
      ports,
    };
    plane.create('a', balancer);
    expect(nodePorts('a')).toEqual([undefined]);
    plane.create('b', { ...balancer, ports: [{ port: 80, nodePort: 30_009 }] });
    expect(nodePorts('b')).toEqual([30_009]);
  });

  test('include that of a health check', () => {
    const local = {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      ports,
    };
    const { healthCheckNodePort } = plane.create('a', local).spec;
    expect(healthCheckNodePort).toBeGreaterThanOrEqual(30_086);
    expect(plane.update('a', local).spec.healthCheckNodePort).toBe(
      healthCheckNodePort,
    );
    expect(() => plane.create('b', { ...local, healthCheckNodePort })).toThrow(
      `Internal error occurred: failed to allocate requested HealthCheck NodePort ${healthCheckNodePort}: ${TAKEN}`,
    );
    const { spec } = plane.update('a', {
      ...local,
      type: 'NodePort',
      healthCheckNodePort,
    });
    expect(spec.healthCheckNodePort).toBeUndefined();
    expect(
      plane.create('b', { ...local, healthCheckNodePort }).spec,
    ).toMatchObject({ healthCheckNodePort });
  });
});
