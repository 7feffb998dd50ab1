import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import {
  type Cause,
  invalidStatus,
  isDuplicate,
  isInvalid,
  isNotSupported,
  isRequired,
} from './invalid.js';
import { aNamespace, call, closePlane } from './plane.js';
import {
  aService,
  createService,
  randomAddress,
  type Service,
  untilFree,
} from './service-bodies.js';

const PORTS = [{ port: 80 }];

let services: string;

const create = (name: string, spec: object) =>
  createService(services, name, spec);

/** Expects that a service is refused for the causes alone. */
async function expectRefusal(spec: object, ...causes: Cause[]) {
  const { status, body } = await create('refused', spec);
  expect(body).toEqual(invalidStatus('Service', 'refused', ...causes));
  expect(status).toBe(422);
}

beforeAll(async () => {
  services = `/api/v1/namespaces/${await aNamespace()}/services`;
});

afterAll(closePlane);

describe('what a service gets when it is not said', () => {
  const common = {
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
  };
  const port = { port: 80, targetPort: 80, protocol: 'TCP' };

  clause('K4/defaults', 'MUST be the defaults of its type', async () => {
    const plain = await create('plain', { ports: PORTS });
    const { clusterIP } = plain.body.spec;
    expect(plain.body.spec).toEqual({
      ...common,
      type: 'ClusterIP',
      ports: [port],
      clusterIP,
      clusterIPs: [clusterIP],
    });
    expect(plain.body.status).toEqual({ loadBalancer: {} });

    const open = await create('open', { type: 'NodePort', ports: PORTS });
    expect(open.body.spec).toMatchObject({
      ...common,
      type: 'NodePort',
      externalTrafficPolicy: 'Cluster',
    });
    const balanced = await create('balanced', {
      type: 'LoadBalancer',
      ports: [{ port: 80, targetPort: 'http', protocol: 'UDP' }],
    });
    expect(balanced.body.spec).toMatchObject({
      ...common,
      externalTrafficPolicy: 'Cluster',
      allocateLoadBalancerNodePorts: true,
      ports: [{ port: 80, targetPort: 'http', protocol: 'UDP' }],
    });
    const sticky = await create('sticky', {
      ports: PORTS,
      sessionAffinity: 'ClientIP',
    });
    expect(sticky.body.spec.sessionAffinityConfig).toEqual({
      clientIP: { timeoutSeconds: 10_800 },
    });
  });

  clause(
    'K4/no-ip',
    'MUST be no address for names and headless ones',
    async () => {
      const name = await create('name', {
        type: 'ExternalName',
        externalName: 'example.com',
      });
      expect(name.body.spec).toEqual({
        type: 'ExternalName',
        externalName: 'example.com',
        sessionAffinity: 'None',
      });
      const headless = await create('headless', {
        clusterIP: 'None',
        selector: { a: 'b' },
      });
      expect(headless.body.spec).toEqual({
        ...common,
        type: 'ClusterIP',
        selector: { a: 'b' },
        clusterIP: 'None',
        clusterIPs: ['None'],
      });
      const free = await create('free', { clusterIP: 'None' });
      expect(free.body.spec).toMatchObject({
        ipFamilies: ['IPv4', 'IPv6'],
        ipFamilyPolicy: 'RequireDualStack',
      });
    },
  );
});

describe('the address of a service', () => {
  const refuse = (address: string, why: string) =>
    expectRefusal(
      { clusterIP: address, ports: PORTS },
      isInvalid(
        'spec.clusterIPs',
        [address],
        `failed to allocate IP ${address}: ${why}`,
      ),
    );

  clause(
    'K5/alloc',
    'MUST be one of its own above the first ones',
    async () => {
      const made = await Promise.all(
        [1, 2, 3, 4].map((n) => create(`allocated-${n}`, { ports: PORTS })),
      );
      const addresses = made.map(({ body }) => body.spec.clusterIP ?? '');
      expect(new Set(addresses).size).toBe(4);
      for (const address of addresses) {
        expect(address).toMatch(/^10\.96\.\d+\.\d+$/);
        const [, , third, fourth] = address.split('.').map(Number);
        expect((third ?? 0) * 256 + (fourth ?? 0)).toBeGreaterThan(256);
      }
      const first = await call<Service>(
        'GET',
        '/api/v1/namespaces/default/services/kubernetes',
      );
      expect(first.body.spec.clusterIP).toBe('10.96.0.1');
    },
  );

  clause('K5/taken', 'MUST be free when it is asked for', async () => {
    const { value, service } = await untilFree(randomAddress, (clusterIP) =>
      create('taken', { clusterIP, ports: PORTS }),
    );
    expect(service.spec.clusterIPs).toEqual([value]);
    await refuse(value, 'provided IP is already allocated');
    await refuse('10.96.0.1', 'provided IP is already allocated');
  });

  clause('K5/range', 'MUST be an address of the range', async () => {
    for (const address of ['10.95.1.1', '10.97.0.0', '10.96.0.0'])
      await refuse(
        address,
        'the provided network does not match the current range',
      );
    await expectRefusal(
      { clusterIP: 'abc', ports: PORTS },
      isInvalid(
        'spec.clusterIPs[0]',
        'abc',
        'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ),
    );
  });

  clause('K5/keep', 'MUST be kept by a PUT without it', async () => {
    const { body } = await create('kept', { type: 'NodePort', ports: PORTS });
    const put = await call<Service>('PUT', `${services}/kept`, {
      body: aService('kept', {
        type: 'NodePort',
        ports: [{ port: 81, targetPort: 8080 }],
        selector: { a: 'b' },
      }),
    });
    expect(put.status).toBe(200);
    const { clusterIP, ports } = body.spec;
    expect(put.body.spec).toMatchObject({
      clusterIP,
      clusterIPs: [clusterIP],
      selector: { a: 'b' },
      ports: [{ port: 81, targetPort: 8080, nodePort: ports[0]?.nodePort }],
    });
  });

  clause('K5/release', 'MUST be free again after the service', async () => {
    const { value } = await untilFree(randomAddress, (clusterIP) =>
      create('first-holder', { clusterIP, ports: PORTS }),
    );
    await call('DELETE', `${services}/first-holder`);
    const again = await create('second-holder', {
      clusterIP: value,
      ports: PORTS,
    });
    expect(again.status).toBe(201);
    expect(again.body.spec.clusterIP).toBe(value);
    // A service that becomes a mere name gives its address back, too.
    await call('PUT', `${services}/second-holder`, {
      body: aService('second-holder', {
        type: 'ExternalName',
        externalName: 'a.b',
      }),
    });
    const third = await create('third-holder', {
      clusterIP: value,
      ports: PORTS,
    });
    expect(third.status).toBe(201);
  });
});

describe('what a service says', () => {
  const between = 'must be between 1 and 65535, inclusive';

  clause(
    'K7/ports',
    'MUST be at least one port, with names if more',
    async () => {
      await expectRefusal({ selector: { a: 'b' } }, isRequired('spec.ports'));
      await expectRefusal(
        { ports: [{ port: 80, name: 'a' }, { port: 81 }] },
        isRequired('spec.ports[1].name'),
      );
      const headless = await create('no-ports', { clusterIP: 'None' });
      expect(headless.status).toBe(201);
    },
  );

  clause('K7/values', 'MUST be of the kinds that there are', async () => {
    await expectRefusal(
      { ports: [{ port: 65_536, targetPort: 0 }] },
      isInvalid('spec.ports[0].port', 65_536, between),
      isInvalid('spec.ports[0].targetPort', 65_536, between),
    );
    await expectRefusal(
      { type: 'Foo', ports: PORTS },
      isNotSupported(
        'spec.type',
        'Foo',
        'ClusterIP',
        'ExternalName',
        'LoadBalancer',
        'NodePort',
      ),
    );
    await expectRefusal(
      {
        ports: [
          { port: 80, name: 'a', protocol: 'TCP' },
          { port: 81, name: 'a', protocol: 'Foo' },
        ],
      },
      isDuplicate('spec.ports[1].name', 'a'),
      isNotSupported('spec.ports[1].protocol', 'Foo', 'SCTP', 'TCP', 'UDP'),
    );
    await expectRefusal(
      { type: 'ExternalName' },
      isRequired('spec.externalName'),
    );
  });
});
