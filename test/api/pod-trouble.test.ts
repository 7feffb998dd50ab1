import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { countLists } from '../support/counting-proxy.js';
import { eventually } from '../support/eventually.js';
import { printedPods } from '../support/printed-pods.js';
import {
  startTroubleWorld,
  type TroubleWorld,
} from '../support/trouble-world.js';

interface Told {
  reason: string;
  type: string;
  count: number;
  lastSeen: string;
  regarding: { kind: string; name: string };
}
interface Pod {
  name: string;
  phase: string;
  status: string;
  ready: boolean;
  restarts: number;
  app: { name: string } | null;
  containers: { ready: boolean }[];
  problems: {
    code: string;
    severity: string;
    title: string;
    exitCode: number | null;
    podNames: string[];
    facts: { key: string; value: string }[];
  }[];
  events: Told[] | null;
}

const FIELDS = `name phase status ready restarts app { name } containers { name state ready restarts reason exitCode lastExitCode }
  problems { code severity title detail hint raw podNames container exitCode restarts facts { key value } }
  events { type reason message count lastSeen regarding { kind name } }`;

describe('what is wrong with pods', () => {
  let world: TroubleWorld;

  beforeAll(async () => {
    world = await startTroubleWorld({ MOORAGE_STATUS_PATIENCE: '0.05' });
  }, 90_000);
  afterAll(() => world.stop());

  const pods = async (fields = FIELDS, args = '', user = 'admin') => {
    const { data, errors } = await world.api.run<{ pods: { nodes: Pod[] } }>(
      `{ pods(tenant: "${world.tenant}"${args}) { nodes { ${fields} } } }`,
      {},
      user,
    );
    return { nodes: data.pods?.nodes ?? [], errors };
  };
  const byName = (nodes: Pod[], name: string) =>
    nodes.find((pod) => pod.name === name || pod.app?.name === name);

  test('is told of each, in the word of kubectl, as problems and by events', async () => {
    await eventually(async () => {
      const { nodes, errors } = await pods();
      expect(errors).toBeUndefined();
      expect(nodes).toHaveLength(5);
      expect(byName(nodes, 'web')).toMatchObject({
        ...{ phase: 'RUNNING', status: 'Running', ready: true, restarts: 0 },
        problems: [],
      });
      const lost = byName(nodes, 'lost');
      expect(lost).toMatchObject({
        ...{ phase: 'PENDING', status: 'ImagePullBackOff', ready: false },
        problems: [
          {
            ...{ code: 'IMAGE_NOT_FOUND', severity: 'BLOCKING' },
            title: 'Image moorage.dev/no-such-image does not exist.',
            hint: 'Check the name and the tag of the image.',
            raw: expect.stringMatching(/not found|unknown|does not exist/),
            podNames: ['lost'],
            container: 'main',
          },
        ],
      });
      expect(byName(nodes, 'huge')).toMatchObject({
        ...{ phase: 'PENDING', status: 'Pending' },
        problems: [
          {
            ...{ code: 'UNSCHEDULABLE_CPU', severity: 'BLOCKING' },
            facts: expect.arrayContaining([
              { key: 'requested', value: '30k' },
              { key: 'fitting', value: '0' },
            ]),
          },
        ],
      });
      expect(byName(nodes, 'crash')).toMatchObject({
        status: 'CrashLoopBackOff',
        restarts: expect.any(Number),
        problems: [
          {
            ...{ code: 'CRASH_LOOP', severity: 'BLOCKING', exitCode: 3 },
            container: 'crash',
            facts: [{ key: 'exitCode', value: '3' }],
          },
        ],
      });
    }, 20);
  }, 30_000);

  test('is shown in the words that the API server prints for kubectl', async () => {
    await eventually(async () => {
      const { nodes } = await pods();
      const shown = nodes.map(({ name, containers, ...pod }) => [
        name,
        `${containers.filter(({ ready }) => ready).length}/${containers.length}`,
        pod.status,
        String(pod.restarts),
      ]);
      expect(shown.sort()).toEqual(
        (await printedPods(world.api.plane, world.tenant)).sort(),
      );
    });
  });

  test('stands in their events, newest first, each about the pod itself', async () => {
    const { nodes } = await pods();
    for (const { name, events } of nodes) {
      expect(events?.length).toBeGreaterThan(0);
      expect(
        events?.every(
          ({ regarding }) =>
            regarding.kind === 'Pod' && regarding.name === name,
        ),
      ).toBe(true);
      const times = events?.map(({ lastSeen }) => Date.parse(lastSeen)) ?? [];
      expect(times).toEqual([...times].sort((a, b) => b - a));
    }
    const reasons = byName(nodes, 'lost')?.events?.map(({ reason }) => reason);
    expect(reasons).toEqual(expect.arrayContaining(['Failed', 'Scheduled']));
  });

  test('can be picked: by type and number of events, and by the phase of pods', async () => {
    const { nodes } = await pods(
      'name app { name } events(type: WARNING, first: 1) { type }',
    );
    expect(byName(nodes, 'lost')?.events).toMatchObject([{ type: 'WARNING' }]);
    expect(byName(nodes, 'web')?.events).toEqual([]);
    const pending = await pods('name', ', filter: { phase: [PENDING] }');
    expect(pending.nodes.map(({ name }) => name).sort()).toEqual(
      expect.arrayContaining(['huge', 'lost']),
    );
    expect(pending.nodes).toHaveLength(2);
    const none = await pods('name', ', filter: { phase: [SUCCEEDED] }');
    expect(none.nodes).toEqual([]);
    const { errors } = await pods('events(first: 0) { type }');
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('costs one LIST of the events, whoever asks: pods, apps and the tenant', async () => {
    world.api.proxy.reset();
    const { errors } = await world.api.run(
      `{ tenant(name: "${world.tenant}") { events { reason }
           apps { nodes { events { reason } status { phase } pods { nodes { events { reason } problems { code } } } } }
           pods { nodes { events { reason } problems { code } status } }
           services { nodes { problems { code } endpoints { ready } } } } }`,
    );
    expect(errors).toBeUndefined();
    const lists = countLists(world.api.proxy.passed);
    expect(lists.events).toBe(1);
    expect(Math.max(...Object.values(lists))).toBeLessThanOrEqual(2);
    expect(lists).toMatchObject({
      ...{ deployments: 1, replicationcontrollers: 1, replicasets: 1 },
      ...{ services: 1, endpointslices: 1 },
    });
  });

  test('is told without events where these may not be read; they are an error of their own', async () => {
    await world.grant('alice', ['pods']);
    const part = await eventually(async () => {
      const { data, errors } = await world.api.run<{ pod: Pod | null }>(
        `{ pod(tenant: "${world.tenant}", name: "lost") { status problems { code } events { reason } } }`,
        {},
        'alice',
      );
      expect(data.pod).not.toBeNull();
      return { pod: data.pod, errors };
    });
    expect(part.pod).toMatchObject({
      // It is pulled again now and then.
      status: expect.stringMatching(/^(ImagePullBackOff|ErrImagePull)$/),
      problems: [{ code: expect.stringMatching(/^(IMAGE_NOT_FOUND|OTHER)$/) }],
      events: null,
    });
    expect(part.errors).toMatchObject([
      { path: ['pod', 'events'], extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  test('stands in the events of an app, with those of its ReplicaSets and pods', async () => {
    const { data, errors } = await world.api.run<{ app: { events: Told[] } }>(
      `{ app(tenant: "${world.tenant}", name: "crash") { events(first: 200) { reason type regarding { kind name } } } }`,
    );
    expect(errors).toBeUndefined();
    const kinds = new Set(
      data.app.events.map(({ regarding }) => regarding.kind),
    );
    expect(kinds).toEqual(new Set(['Deployment', 'ReplicaSet', 'Pod']));
    const names = data.app.events.map(({ regarding }) => regarding.name);
    expect(names.every((name) => /^crash(-|$)/.test(name))).toBe(true);
    expect(data.app.events.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        ...['ScalingReplicaSet', 'SuccessfulCreate', 'BackOff'],
      ]),
    );
  });
});
