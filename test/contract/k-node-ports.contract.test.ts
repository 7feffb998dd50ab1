import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import {
  type Cause,
  invalidStatus,
  isForbidden,
  isInvalid,
} from './invalid.js';
import { aNamespace, call, closePlane } from './plane.js';
import {
  aService,
  createService,
  randomNodePort,
  type ServicePort,
  untilFree,
} from './service-bodies.js';

const TAKEN = 'provided port is already allocated';

let services: string;

const create = (name: string, ...ports: ServicePort[]) =>
  createService(services, name, { type: 'NodePort', ports });

/** Expects that a service with these ports is refused for one cause. */
async function expectRefusal(cause: Cause, ...ports: ServicePort[]) {
  const { status, body } = await create('refused', ...ports);
  expect(body).toEqual(invalidStatus('Service', 'refused', cause));
  expect(status).toBe(422);
}

beforeAll(async () => {
  services = `/api/v1/namespaces/${await aNamespace()}/services`;
});

afterAll(closePlane);

describe('a port of the nodes', () => {
  clause('K6/alloc', 'MUST be given out above the first ones', async () => {
    const { body } = await create(
      'allocated',
      { port: 80, name: 'a' },
      { port: 81, name: 'b' },
      { port: 81, name: 'c', protocol: 'UDP' },
    );
    const [a, b, c] = body.spec.ports.map(({ nodePort = 0 }) => nodePort);
    for (const port of [a, b]) {
      expect(port).toBeGreaterThanOrEqual(30_086);
      expect(port).toBeLessThanOrEqual(32_767);
    }
    expect(b).not.toBe(a);
    expect(c).toBe(b);
  });

  clause('K6/taken', 'MUST be free when it is asked for', async () => {
    const { value: nodePort } = await untilFree(randomNodePort, (nodePort) =>
      create('taken', { port: 80, nodePort }),
    );
    const refused = isInvalid('spec.ports[0].nodePort', nodePort, TAKEN);
    await expectRefusal(refused, { port: 80, nodePort });
    await expectRefusal(refused, { port: 80, nodePort, protocol: 'UDP' });
    // It is free again as soon as the service has no use for it.
    await call('PUT', `${services}/taken`, {
      body: aService('taken', { ports: [{ port: 80 }] }),
    });
    expect((await create('heir', { port: 80, nodePort })).status).toBe(201);
  });

  clause('K6/range', 'MUST be of the range', async () => {
    await expectRefusal(
      isInvalid(
        'spec.ports[0].nodePort',
        80,
        'provided port is not in the valid range. The range of valid ports is 30000-32767',
      ),
      { port: 80, nodePort: 80 },
    );
  });

  clause('K6/type', 'MUST NOT be asked for by cluster addresses', async () => {
    const { body } = await createService(services, 'refused', {
      ports: [{ port: 80, nodePort: 30_080 }],
    });
    expect(body).toEqual(
      invalidStatus(
        'Service',
        'refused',
        isForbidden(
          'spec.ports[0].nodePort',
          "may not be used when `type` is 'ClusterIP'",
        ),
      ),
    );
  });

  clause(
    'K6/protocols',
    'MUST be shared by protocols of one port only',
    async () => {
      const { value: nodePort, service } = await untilFree(
        randomNodePort,
        (nodePort) =>
          create(
            'shared',
            { port: 53, name: 'tcp', nodePort },
            { port: 53, name: 'udp', protocol: 'UDP', nodePort },
          ),
      );
      expect(service.spec.ports.map((port) => port.nodePort)).toEqual([
        nodePort,
        nodePort,
      ]);
      await call('DELETE', `${services}/shared`);
      await expectRefusal(
        isInvalid('spec.ports[1].nodePort', nodePort, TAKEN),
        { port: 53, name: 'a', nodePort },
        { port: 54, name: 'b', nodePort },
      );
    },
  );
});
