import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane, PATCH } from './plane.js';

type Amounts = Record<string, string>;

const aContainer = (name: string, requests?: Amounts, limits?: Amounts) => ({
  name,
  image: 'i',
  resources: { requests, limits },
});

/** Makes a pod that no scheduler takes. */
const aPod = (path: string, name: string, containers = [aContainer('c')]) =>
  call('POST', `${path}/pods`, {
    body: { metadata: { name }, spec: { schedulerName: 'nobody', containers } },
  });

const aService = (path: string, name: string, type: string, options = '') =>
  call('POST', `${path}/services${options}`, {
    body: { metadata: { name }, spec: { type, ports: [{ port: 80 }] } },
  });

const refusal = (kind: string, name: string, why: string) =>
  failure({
    code: 403,
    reason: 'Forbidden',
    message: `${kind} "${name}" is forbidden: ${why}`,
    details: { name, kind },
  });

/** Tells whether admission has seen a quota. */
const PROBE = { 'services.loadbalancers': '0' };

/** A quota that has been counted and that admission knows of. */
async function aQuota(path: string, name: string, hard: Amounts) {
  const made = await call('POST', `${path}/resourcequotas`, {
    body: { metadata: { name }, spec: { hard: { ...hard, ...PROBE } } },
  });
  expect(made.status).toBe(201);
  await eventually(async () => {
    const { body } = await aService(path, name, 'LoadBalancer', '?dryRun=All');
    if (!body.message?.includes(`exceeded quota: ${name},`))
      throw new Error(`admission has not seen ${name}: ${body.message}`);
  });
}

const statusOf = async (path: string, name: string) =>
  (await call('GET', `${path}/resourcequotas/${name}`)).body.status as {
    hard: Amounts;
    used: Amounts;
  };

const usedOf = async (path: string, name: string) =>
  (await statusOf(path, name)).used;

afterAll(closePlane);

describe('a quota', () => {
  let path = '';
  beforeAll(async () => {
    path = `/api/v1/namespaces/${await aNamespace()}`;
    await aQuota(path, 'q', {
      pods: '3',
      'requests.cpu': '1',
      'limits.memory': '1Gi',
    });
  });

  clause('K13/exceeded', 'MUST refuse what goes beyond it', async () => {
    const one = await aPod(path, 'b', [
      aContainer('c', { cpu: '2' }, { memory: '1Mi' }),
    ]);
    expect(one.status).toBe(403);
    expect(one.body).toEqual(
      refusal(
        'pods',
        'b',
        'exceeded quota: q, requested: requests.cpu=2, used: requests.cpu=0, limited: requests.cpu=1',
      ),
    );
    const both = await aPod(path, 'b', [
      aContainer('c', { cpu: '0.5' }, { memory: '1Gi' }),
      aContainer('d', { cpu: '700m' }, { memory: '512Mi' }),
    ]);
    expect(both.body).toEqual(
      refusal(
        'pods',
        'b',
        'exceeded quota: q, requested: limits.memory=1536Mi,requests.cpu=1200m, used: limits.memory=0,requests.cpu=0, limited: limits.memory=1Gi,requests.cpu=1',
      ),
    );
    expect(await usedOf(path, 'q')).toMatchObject({
      pods: '0',
      'requests.cpu': '0',
    });
  });

  clause('K13/must-specify', 'MUST refuse who does not say', async () => {
    const bare = await aPod(path, 'a');
    expect(bare.status).toBe(403);
    expect(bare.body).toEqual(
      refusal(
        'pods',
        'a',
        'failed quota: q: must specify limits.memory for: c; requests.cpu for: c',
      ),
    );
    const some = await aPod(path, 'a', [
      aContainer('d', { cpu: '2' }),
      aContainer('c', {}, { memory: '1Mi' }),
      aContainer('a'),
    ]);
    expect(some.body).toEqual(
      refusal(
        'pods',
        'a',
        'failed quota: q: must specify limits.memory for: a,d; requests.cpu for: a,c',
      ),
    );
  });
});

describe('what a quota counts', () => {
  clause('K13/used', 'MUST show at once, and fall with time', async () => {
    const path = `/api/v1/namespaces/${await aNamespace()}`;
    await aQuota(path, 'q', {
      pods: '2',
      'count/pods': '5',
      'requests.cpu': '1',
      cpu: '1',
    });
    expect(await statusOf(path, 'q')).toEqual({
      hard: {
        pods: '2',
        'count/pods': '5',
        'requests.cpu': '1',
        cpu: '1',
        ...PROBE,
      },
      used: {
        pods: '0',
        'count/pods': '0',
        'requests.cpu': '0',
        cpu: '0',
        ...PROBE,
      },
    });

    const two = [
      aContainer('c', { cpu: '100m' }),
      aContainer('d', { cpu: '200m' }),
    ];
    for (const name of ['a', 'b'])
      expect((await aPod(path, name, two)).status).toBe(201);
    expect(await usedOf(path, 'q')).toEqual({
      pods: '2',
      'count/pods': '2',
      'requests.cpu': '600m',
      cpu: '600m',
      ...PROBE,
    });
    expect((await aPod(path, 'c', two)).status).toBe(403);

    // A pod that has finished counts as an object only.
    await call('PATCH', `${path}/pods/a/status`, {
      type: PATCH.merge,
      body: { status: { phase: 'Succeeded' } },
    });
    await eventually(async () =>
      expect(await usedOf(path, 'q')).toEqual({
        pods: '1',
        'count/pods': '2',
        'requests.cpu': '300m',
        cpu: '300m',
        ...PROBE,
      }),
    );
    for (const name of ['a', 'b']) await call('DELETE', `${path}/pods/${name}`);
    await eventually(async () =>
      expect(await usedOf(path, 'q')).toEqual({
        pods: '0',
        'count/pods': '0',
        'requests.cpu': '0',
        cpu: '0',
        ...PROBE,
      }),
    );
  });

  clause('K13/update', 'MUST change with an update', async () => {
    const path = `/api/v1/namespaces/${await aNamespace()}`;
    await aQuota(path, 'q', { services: '3', 'services.nodeports': '1' });
    for (const name of ['one', 'two'])
      expect((await aService(path, name, 'ClusterIP')).status).toBe(201);
    const toNodePort = (name: string, options = '') =>
      call('PATCH', `${path}/services/${name}${options}`, {
        type: PATCH.merge,
        body: { spec: { type: 'NodePort' } },
      });
    expect((await toNodePort('two', '?dryRun=All')).status).toBe(200);
    expect(await usedOf(path, 'q')).toMatchObject({
      'services.nodeports': '0',
    });
    expect((await toNodePort('one')).status).toBe(200);
    expect(await usedOf(path, 'q')).toMatchObject({
      services: '2',
      'services.nodeports': '1',
    });
    expect((await toNodePort('two')).body).toEqual(
      refusal(
        'services',
        'two',
        'exceeded quota: q, requested: services.nodeports=1, used: services.nodeports=1, limited: services.nodeports=1',
      ),
    );
  });

  clause('K13/several', 'MUST fit into each of several quotas', async () => {
    const path = `/api/v1/namespaces/${await aNamespace()}`;
    await aQuota(path, 'wide', { 'count/secrets': '5' });
    const tight = { secrets: '1', services: '0' };
    await call('POST', `${path}/resourcequotas`, {
      body: { metadata: { name: 'tight' }, spec: { hard: tight } },
    });
    await eventually(async () => {
      const { status } = await aService(path, 's', 'ClusterIP', '?dryRun=All');
      if (status !== 403) throw new Error('admission has not seen tight');
    });
    const aSecret = (name: string) =>
      call('POST', `${path}/secrets`, { body: { metadata: { name } } });
    expect((await aSecret('a')).status).toBe(201);
    expect((await aSecret('b')).body).toEqual(
      refusal(
        'secrets',
        'b',
        'exceeded quota: tight, requested: secrets=1, used: secrets=1, limited: secrets=1',
      ),
    );
    expect(await usedOf(path, 'wide')).toMatchObject({ 'count/secrets': '1' });
    expect(await usedOf(path, 'tight')).toEqual(tight);
  });

  clause('K13/exact-concurrent', 'MUST be exact in a rush', async () => {
    const path = `/api/v1/namespaces/${await aNamespace()}`;
    await aQuota(path, 'q', { pods: '10' });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => aPod(path, `p${at}`)),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(40);
    for (const { status, body } of refused) {
      expect(status).toBe(403);
      expect(body.message).toMatch(
        /exceeded quota: q, requested: pods=1, used: pods=10, limited: pods=10$/,
      );
    }
    expect(await usedOf(path, 'q')).toEqual({ pods: '10', ...PROBE });
    const { body } = await call('GET', `${path}/pods`);
    expect(body.items).toHaveLength(10);
  });
});
