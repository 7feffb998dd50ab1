import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';

interface Payload {
  userErrors: object[];
  warnings: string[];
  changes: { diff: { path: string; after: unknown }[] }[];
}

const CLOSED = /Network policies let nothing from outside in to/;
const port = 'ports: [{ port: 80 }]';

/** Pods that were made directly and stand behind a service that is open to the outside: who lets traffic in to them. */
describe('a plain pod behind a service with node ports', () => {
  let api: Api;
  const tenant = uniqueName('doors');
  beforeAll(async () => {
    api = await startApi();
    await run(
      `createTenant(input: { name: "${tenant}", podSecurity: BASELINE, quota: [{ resource: "services.nodeports", hard: 10 }, { resource: "services.loadbalancers", hard: 5 }] })`,
    );
  });
  afterAll(() => api.stop());

  const run = async (mutation: string, user?: string) => {
    const { data, errors } = await api.run<{ it: Payload }>(
      `mutation { it: ${mutation} { userErrors { message } warnings changes { diff { path after } } } }`,
      {},
      user,
    );
    expect([errors, data.it.userErrors]).toEqual([undefined, []]);
    return data.it;
  };
  const pod = (name: string, more = '') =>
    run(
      `createPod(input: { tenant: "${tenant}", name: "${name}", image: "nginx:1.27" ${more} })`,
    );
  const service = (name: string, selector: string, type: string, more = '') =>
    run(
      `createService(input: { tenant: "${tenant}", name: "${name}", ${selector}, type: ${type}, ${port} ${more} })`,
    );
  const named = (name: string) =>
    `selector: [{ key: "name", value: "${name}" }]`;

  /** Whether the policy that lets everybody in picks the pod, as the cluster has both. */
  const isOpen = async (name: string) => {
    const root = `/api/v1/namespaces/${tenant}/pods/${name}`;
    const { metadata } = await api.plane.call<{
      metadata: { labels: Record<string, string> };
    }>('GET', root);
    const policy = await api.plane.call<{
      spec: {
        podSelector: { matchLabels: Record<string, string> };
        ingress: object[];
      };
    }>(
      'GET',
      `/apis/networking.k8s.io/v1/namespaces/${tenant}/networkpolicies/moorage-allow-exposed`,
    );
    expect(policy.spec.ingress).toEqual([{}]);
    return Object.entries(policy.spec.podSelector.matchLabels).every(
      ([key, value]) => metadata.labels[key] === value,
    );
  };

  test('is told to be closed, with the way to open it; opened, it is reached', async () => {
    await pod('first');
    const { warnings } = await service('door', named('first'), 'NODE_PORT');
    expect(warnings).toEqual([expect.stringMatching(CLOSED)]);
    expect(warnings[0]).toContain('"first"');
    expect(warnings[0]).toContain('updatePod with exposed: true');
    expect(await isOpen('first')).toBe(false);
    const update = (exposed: boolean, more = '') =>
      run(
        `updatePod(input: { tenant: "${tenant}", name: "first", exposed: ${exposed} ${more} })`,
      );
    const opened = await update(true);
    expect(opened.changes[0]?.diff).toMatchObject([
      { path: '/metadata/labels/moorage.dev~1exposed', after: 'true' },
    ]);
    expect(await isOpen('first')).toBe(true);
    // A change of something else leaves it open.
    await run(
      `updatePod(input: { tenant: "${tenant}", name: "first", labels: [{ key: "a", value: "b" }] })`,
    );
    expect(await isOpen('first')).toBe(true);
    expect(
      (await service('door-2', named('first'), 'NODE_PORT')).warnings,
    ).toEqual([]);
    await update(false, 'labels: [{ key: "a", value: "c" }]');
    expect(await isOpen('first')).toBe(false);
  });

  test('is open from the start when it is made exposed', async () => {
    await pod('second', 'exposed: true');
    expect(await isOpen('second')).toBe(true);
    for (const type of ['NODE_PORT', 'LOAD_BALANCER'])
      expect(
        (await service(`to-second-${type.length}`, named('second'), type))
          .warnings,
      ).toEqual([]);
    await pod('plain', 'exposed: false');
    expect(await isOpen('plain')).toBe(false);
  });

  test('is not there yet: the service says what it takes', async () => {
    const { warnings } = await service(
      'early',
      named('third'),
      'NODE_PORT',
      'dryRun: true',
    );
    expect(warnings).toEqual([
      expect.stringMatching(
        /Nothing stands behind "early" yet.*createPod or updatePod with exposed: true/,
      ),
    ]);
  });

  test('is told of when a service becomes open, and not before', async () => {
    await pod('fourth');
    expect(
      (await service('inner', named('fourth'), 'CLUSTER_IP')).warnings,
    ).toEqual([]);
    const change = (more: string) =>
      run(
        `updateService(input: { tenant: "${tenant}", name: "inner", ${more} })`,
      );
    const { warnings } = await change('type: NODE_PORT');
    expect(warnings).toEqual([expect.stringMatching(CLOSED)]);
    expect(
      (await change('labels: [{ key: "a", value: "b" }]')).warnings,
    ).toEqual([]);
    const other = await change(named('first'));
    expect(other.warnings).toEqual([expect.stringContaining('"first"')]);
  });

  test('an app behind a service of another kind is closed, and one whose port is exposed is open', async () => {
    const app = (name: string, more: string) =>
      run(
        `createApp(input: { tenant: "${tenant}", name: "${name}", image: "nginx:1.27", ${more} })`,
      );
    await app('shut', 'ports: [{ port: 80 }]');
    const shut = await service('to-shut', 'app: "shut"', 'NODE_PORT');
    expect(shut.warnings).toEqual([
      expect.stringMatching(/updateApp|Nothing stands behind/),
    ]);
    const opened = await app(
      'open',
      'ports: [{ port: 80, exposure: NODE_PORT }]',
    );
    expect(opened.warnings).toEqual([]);
  });
});
