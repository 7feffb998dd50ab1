import { describe, expect, test } from '@jest/globals';

import {
  type EndpointSlice,
  toEndpointGroups,
} from '../../../../devcluster/controllers/endpoint-slice.js';
import { toSubsets } from '../../../../devcluster/controllers/endpoint-subsets.js';
import { planSlices } from '../../../../devcluster/controllers/slice-plan.js';
import { aMeta, aPod, aService } from './cluster-objects.js';

const READY = '2026-01-01T00:00:00Z';
const named = (port: number) => ({
  containers: [{ name: 'c', ports: [{ name: 'web', containerPort: port }] }],
});
const service = aService({
  ports: [
    { name: 'a', port: 80, targetPort: 'web' },
    { name: 'b', port: 81, targetPort: 9090 },
  ],
});
const somePods = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) =>
    aPod({
      metadata: { name: `pod-${at + from}`, uid: `pod-${at + from}` },
      ip: `10.0.0.${at + from}`,
      readyAt: READY,
      spec: named(8080),
    }),
  );

/** The slices after a plan was carried out. */
function carryOut(
  present: readonly EndpointSlice[],
  pods: ReturnType<typeof somePods>,
): EndpointSlice[] {
  const { create, update, remove } = planSlices(
    present,
    toEndpointGroups(service, pods),
  );
  const gone = new Set(remove.map(({ metadata }) => metadata.uid));
  const changed = new Map(update.map((one) => [one.metadata.uid, one]));
  return [
    ...present
      .filter(({ metadata }) => !gone.has(metadata.uid))
      .map((one) => changed.get(one.metadata.uid) ?? one),
    ...create.map((group) => ({
      metadata: aMeta(),
      addressType: 'IPv4',
      ...group,
    })),
  ];
}

const sizes = (slices: readonly EndpointSlice[]) =>
  slices.map(({ endpoints }) => endpoints?.length ?? 0);

describe('slices of endpoints', () => {
  test('hold a hundred each', () => {
    const slices = carryOut([], somePods(250));
    expect(sizes(slices).sort((a, b) => b - a)).toEqual([100, 100, 50]);
  });

  test('are filled up before another is made, and change no more than needed', () => {
    const before = carryOut([], somePods(150));
    const after = carryOut(before, somePods(190));
    expect(after.map(({ metadata }) => metadata.uid)).toEqual(
      before.map(({ metadata }) => metadata.uid),
    );
    const groups = toEndpointGroups(service, somePods(190));
    expect(planSlices(before, groups).update).toHaveLength(1);
    expect(planSlices(after, groups)).toEqual({
      create: [],
      update: [],
      remove: [],
    });
  });

  test('go when they are empty, but the last one stays', () => {
    const before = carryOut([], somePods(150));
    const half = carryOut(before, somePods(50, 100));
    expect(sizes(half)).toEqual([50]);
    const none = carryOut(half, []);
    expect(sizes(none)).toEqual([0]);
    expect(none[0]?.metadata.uid).toBe(half[0]?.metadata.uid);
    expect(carryOut(none, [])).toEqual(none);
    expect(sizes(carryOut(none, somePods(1)))).toEqual([1]);
  });

  test('have the same ports', () => {
    const pods = [...somePods(2), ...somePods(1, 5)];
    const other = aPod({ ip: '10.0.1.1', readyAt: READY, spec: named(7070) });
    const slices = carryOut([], [...pods, other]);
    expect(
      slices.map(({ ports, endpoints }) => [
        ports?.[0]?.port,
        endpoints?.length,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [8080, 3],
        [7070, 1],
      ]),
    );
  });
});

describe('subsets of endpoints', () => {
  test('put pods together that have the same ports', () => {
    const [one, two] = somePods(2);
    const late = aPod({ ip: '10.0.0.9', spec: named(8080) });
    const other = aPod({ ip: '10.0.1.1', readyAt: READY, spec: named(7070) });
    if (!one || !two) throw new Error('no pods');
    const subsets = toSubsets(service, [two, one, late, other]);
    expect(
      subsets.map(({ addresses, notReadyAddresses, ports }) => [
        addresses?.map(({ ip }) => ip),
        notReadyAddresses?.map(({ ip }) => ip),
        ports?.map(({ port }) => port),
      ]),
    ).toEqual([
      [['10.0.0.0', '10.0.0.1'], ['10.0.0.9'], [8080]],
      [['10.0.0.0', '10.0.0.1', '10.0.1.1'], ['10.0.0.9'], [9090]],
      [['10.0.1.1'], undefined, [7070]],
    ]);
  });

  test('leave out pods that are over, are going, or have no address', () => {
    const metadata = { deletionTimestamp: READY };
    const pods = [
      aPod({ ip: '10.0.0.1', phase: 'Succeeded' }),
      aPod({ ip: '10.0.0.2', metadata }),
      aPod({}),
    ];
    expect(toSubsets(service, pods)).toEqual([]);
    const published = aService({
      ...service.spec,
      publishNotReadyAddresses: true,
    });
    expect(
      toSubsets(published, pods).flatMap(({ addresses }) =>
        addresses?.map(({ ip }) => ip),
      ),
    ).toEqual(['10.0.0.2']);
  });
});
