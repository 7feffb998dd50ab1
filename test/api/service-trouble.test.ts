import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { countLists } from '../support/counting-proxy.js';
import { eventually } from '../support/eventually.js';
import {
  startTroubleWorld,
  type TroubleWorld,
} from '../support/trouble-world.js';

interface Service {
  name: string;
  endpoints: {
    ready: number;
    notReady: number;
    addresses: string[];
  } | null;
  problems:
    | {
        code: string;
        severity: string;
        title: string;
        podNames: string[];
        facts: { key: string; value: string }[];
      }[]
    | null;
}

const FIELDS =
  'name endpoints { ready notReady addresses } problems { code severity title podNames facts { key value } }';

describe('what is wrong with services', () => {
  let world: TroubleWorld;

  beforeAll(async () => {
    world = await startTroubleWorld({ MOORAGE_STATUS_PATIENCE: '0.05' });
  }, 90_000);
  afterAll(() => world.stop());

  const services = async () => {
    const { data, errors } = await world.api.run<{
      services: { nodes: Service[] };
      pods: { nodes: { name: string; ip: string }[] };
    }>(
      `{ services(tenant: "${world.tenant}") { nodes { ${FIELDS} } }
         pods(tenant: "${world.tenant}", filter: { labelSelector: "moorage.dev/app=web" }) { nodes { name ip } } }`,
    );
    expect(errors).toBeUndefined();
    const of = (name: string) =>
      data.services.nodes.find((service) => service.name === name);
    return { of, pod: data.pods.nodes[0] };
  };
  const NOTHING = { ready: 0, notReady: 0, addresses: [] };

  test('one before ready pods has their addresses and no problem', async () => {
    await eventually(async () => {
      const { of, pod } = await services();
      expect(of('front')).toMatchObject({
        endpoints: { ready: 1, notReady: 0, addresses: [pod?.ip] },
        problems: [],
      });
    });
  });

  test('one that asks for a port name which no pod has is NO_ENDPOINTS, with the name', async () => {
    await eventually(async () => {
      const { of, pod } = await services();
      expect(of('wrong')?.endpoints?.ready).toBe(0);
      expect(of('wrong')?.problems).toEqual([
        {
          ...{ code: 'NO_ENDPOINTS', severity: 'DEGRADING' },
          title:
            "No pod listens behind the service wrong: port name 'http' does not exist in the container.",
          podNames: [pod?.name],
          facts: [
            { key: 'service', value: 'wrong' },
            { key: 'port', value: 'http' },
          ],
        },
      ]);
    });
  });

  test('one that points outside, one without selector and one without pods have none', async () => {
    const { of } = await services();
    for (const name of ['outside', 'bare', 'idle'])
      expect(of(name)).toEqual({ name, endpoints: NOTHING, problems: [] });
  });

  test('a pod that is not ready stands behind it as not ready', async () => {
    const path = `/api/v1/namespaces/${world.tenant}/services`;
    await world.api.plane.call('POST', path, {
      metadata: { name: 'crashing' },
      spec: {
        selector: { 'moorage.dev/app': 'crash' },
        ports: [{ port: 80 }],
      },
    });
    await eventually(async () => {
      const { of } = await services();
      const { ready = -1, notReady = 0 } = of('crashing')?.endpoints ?? {};
      expect(ready + notReady).toBe(2);
      expect(notReady).toBeGreaterThan(0);
    });
  });

  test('any number of them costs one LIST of each kind', async () => {
    world.api.proxy.reset();
    const { errors } = await world.api.run(
      `{ tenant(name: "${world.tenant}") { services { nodes { ${FIELDS} pods { nodes { name } } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(countLists(world.api.proxy.passed)).toEqual({
      ...{ services: 1, endpointslices: 1, pods: 1 },
    });
  });

  test('endpoints that may not be read are an error of their field, and of the problems', async () => {
    await world.grant('bob', ['services', 'pods']);
    const { data, errors } = await eventually(async () => {
      const answer = await world.api.run<{ service: Service | null }>(
        `{ service(tenant: "${world.tenant}", name: "front") { ${FIELDS} } }`,
        {},
        'bob',
      );
      expect(answer.data.service).not.toBeNull();
      return answer;
    });
    expect(data.service).toEqual({
      ...{ name: 'front', endpoints: null, problems: null },
    });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([
      'FORBIDDEN',
      'FORBIDDEN',
    ]);
  });
});
