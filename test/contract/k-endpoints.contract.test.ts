import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { aNamespace, call, closePlane, PATCH, type Thing } from './plane.js';
import {
  aPod,
  change,
  create,
  IMAGE,
  labelled,
  NEVER_READY,
  pathsOf,
  until,
  untilGone,
} from './workloads.js';

const SERVICE = 'kubernetes.io/service-name';
const MANAGED = 'endpointslice.kubernetes.io/managed-by';
const HEADLESS = 'service.kubernetes.io/headless';

let namespace = '';
let paths: ReturnType<typeof pathsOf>;

const slicesOf = (service: string) =>
  `${paths.slices}${labelled(`${SERVICE}=${service}`)}`;
const endpointsIn = (slice: Thing | undefined) =>
  (slice?.endpoints ?? []) as { conditions: object; targetRef: Thing }[];

function aServing(name: string, app: string, image = IMAGE, spec = {}) {
  const ports = [{ name: 'web', containerPort: 8080 }];
  return aPod(
    { app },
    { containers: [{ name: 'c', image, ports }], ...spec },
    { name },
  );
}

const targetOf = ({ metadata }: Thing) => ({
  kind: 'Pod',
  namespace,
  name: metadata.name,
  uid: metadata.uid,
});

beforeAll(async () => {
  namespace = await aNamespace();
  paths = pathsOf(namespace);
});

afterAll(closePlane);

describe('the endpoints of a service', () => {
  clause('K19/endpoints', 'MUST be the pods that it selects', async () => {
    const service = await create(paths.services, {
      metadata: { name: 'web', labels: { l: '1' } },
      spec: {
        selector: { app: 'web' },
        ports: [
          { name: 'a', port: 80, targetPort: 'web' },
          { name: 'b', port: 81, targetPort: 9090 },
        ],
      },
    });
    // Without a pod there is a slice that says so.
    const empty = await until(slicesOf('web'), ({ items }) =>
      expect(items).toHaveLength(1),
    );
    expect(empty.items[0]?.ports).toBeNull();
    expect(empty.items[0]?.endpoints).toBeNull();
    const none = await until(`${paths.endpoints}/web`, () => {});
    expect(none.subsets).toBeUndefined();

    await create(paths.pods, aServing('good', 'web'));
    await create(paths.pods, aServing('poor', 'web', NEVER_READY));
    await create(paths.pods, aServing('other', 'elsewhere'));
    const { items } = await until(slicesOf('web'), (list) => {
      expect(list.items).toHaveLength(1);
      expect(
        endpointsIn(list.items[0]).map(({ conditions }) => conditions),
      ).toContainEqual({ ready: true, serving: true, terminating: false });
      expect(endpointsIn(list.items[0])).toHaveLength(2);
    });
    const slice = items[0] as Thing;
    expect(slice.metadata.name).toMatch(/^web-/);
    expect(slice.metadata.generateName).toBe('web-');
    expect(slice.metadata.labels).toEqual({
      l: '1',
      [SERVICE]: 'web',
      [MANAGED]: 'endpointslice-controller.k8s.io',
    });
    expect(slice.metadata.ownerReferences).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        name: 'web',
        uid: service.metadata.uid,
        controller: true,
        blockOwnerDeletion: true,
      },
    ]);
    expect(slice.addressType).toBe('IPv4');
    const byName = (a: { name: string }, b: { name: string }) =>
      a.name.localeCompare(b.name);
    expect((slice.ports as { name: string }[]).sort(byName)).toEqual([
      { name: 'a', protocol: 'TCP', port: 8080 },
      { name: 'b', protocol: 'TCP', port: 9090 },
    ]);
    const podOf = async (name: string) =>
      (await call('GET', `${paths.pods}/${name}`)).body;
    const good = await podOf('good');
    const poor = await podOf('poor');
    const endpointOf = (pod: Thing, isReady: boolean) => ({
      addresses: [pod.status.podIP],
      conditions: { ready: isReady, serving: isReady, terminating: false },
      nodeName: pod.spec.nodeName,
      targetRef: targetOf(pod),
    });
    expect(endpointsIn(slice)).toContainEqual(endpointOf(good, true));
    expect(endpointsIn(slice)).toContainEqual(endpointOf(poor, false));

    const addressOf = (pod: Thing) => ({
      ip: pod.status.podIP,
      nodeName: pod.spec.nodeName,
      targetRef: targetOf(pod),
    });
    const mirror = await until(`${paths.endpoints}/web`, ({ subsets }) =>
      expect(subsets).toEqual([
        {
          addresses: [addressOf(good)],
          notReadyAddresses: [addressOf(poor)],
          ports: expect.arrayContaining([
            { name: 'a', port: 8080, protocol: 'TCP' },
            { name: 'b', port: 9090, protocol: 'TCP' },
          ]),
        },
      ]),
    );
    expect(mirror.metadata.labels).toEqual({
      l: '1',
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    });

    // Not ready counts as ready when the service publishes it.
    await change(`${paths.services}/web`, {
      spec: { publishNotReadyAddresses: true },
    });
    await until(slicesOf('web'), (list) =>
      expect(endpointsIn(list.items[0])).toContainEqual({
        ...endpointOf(poor, false),
        conditions: { ready: true, serving: false, terminating: false },
      }),
    );
    await until(`${paths.endpoints}/web`, ({ subsets }) =>
      expect(
        (subsets as { addresses: unknown[] }[])[0]?.addresses,
      ).toHaveLength(2),
    );

    await change(`${paths.pods}/good`, {
      metadata: { labels: { app: 'away' } },
    });
    await until(slicesOf('web'), (list) =>
      expect(endpointsIn(list.items[0])).toHaveLength(1),
    );
    await call('DELETE', `${paths.services}/web`);
    await untilGone(`${paths.endpoints}/web`);
    await until(slicesOf('web'), (list) => expect(list.items).toEqual([]));

    await checkHeadless();
    await checkTerminating();
    await checkUnselected();
  });
});

async function checkHeadless(): Promise<void> {
  await create(paths.services, {
    metadata: { name: 'bare' },
    spec: { selector: { app: 'bare' }, clusterIP: 'None' },
  });
  await create(
    paths.pods,
    aServing('bare', 'bare', IMAGE, { hostname: 'h', subdomain: 'bare' }),
  );
  const { items } = await until(slicesOf('bare'), (list) =>
    expect(endpointsIn(list.items[0])).toHaveLength(1),
  );
  expect(items[0]?.metadata.labels).toEqual({
    [HEADLESS]: '',
    [SERVICE]: 'bare',
    [MANAGED]: 'endpointslice-controller.k8s.io',
  });
  expect(items[0]?.ports).toBeNull();
  expect(endpointsIn(items[0])[0]).toMatchObject({ hostname: 'h' });
  const mirror = await until(`${paths.endpoints}/bare`, ({ subsets }) =>
    expect(subsets).toEqual([
      { addresses: [expect.objectContaining({ hostname: 'h' })] },
    ]),
  );
  expect(mirror.metadata.labels?.[HEADLESS]).toBe('');
}

// Its node has no kubelet, so the pod stays in its end.
async function checkTerminating(): Promise<void> {
  await create(paths.services, {
    metadata: { name: 'end' },
    spec: {
      selector: { app: 'end' },
      publishNotReadyAddresses: true,
      ports: [{ port: 80 }],
    },
  });
  await create(
    paths.pods,
    aServing('end', 'end', IMAGE, { nodeName: 'contract-nowhere' }),
  );
  const status = {
    phase: 'Running',
    podIP: '10.9.8.7',
    podIPs: [{ ip: '10.9.8.7' }],
    conditions: [{ type: 'Ready', status: 'True' }],
  };
  await call('PATCH', `${paths.pods}/end/status`, {
    body: { status },
    type: PATCH.strategic,
  });
  await until(slicesOf('end'), (list) =>
    expect(endpointsIn(list.items[0])).toHaveLength(1),
  );
  await call('DELETE', `${paths.pods}/end`);
  await until(slicesOf('end'), (list) =>
    expect(endpointsIn(list.items[0])).toEqual([
      expect.objectContaining({
        addresses: ['10.9.8.7'],
        conditions: { ready: true, serving: true, terminating: true },
      }),
    ]),
  );
  await call('DELETE', `${paths.pods}/end`, {
    body: { gracePeriodSeconds: 0 },
  });
  await until(slicesOf('end'), (list) =>
    expect(endpointsIn(list.items[0])).toEqual([]),
  );
}

async function checkUnselected(): Promise<void> {
  await create(paths.services, {
    metadata: { name: 'free' },
    spec: { ports: [{ port: 80 }] },
  });
  const subsets = [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 80 }] }];
  await create(paths.endpoints, { metadata: { name: 'free' }, subsets });
  await change(`${paths.services}/free`, {
    metadata: { labels: { touched: 'yes' } },
  });
  // A younger service has its endpoints: the older one was looked at before.
  await create(paths.services, {
    metadata: { name: 'later' },
    spec: { selector: { app: 'none' }, ports: [{ port: 80 }] },
  });
  await until(`${paths.endpoints}/later`, () => {});
  const left = await call('GET', `${paths.endpoints}/free`);
  expect(left.body.subsets).toEqual([
    {
      addresses: [{ ip: '192.0.2.1' }],
      ports: [{ port: 80, protocol: 'TCP' }],
    },
  ]);
  expect(left.body.metadata.labels?.touched).toBeUndefined();
}
