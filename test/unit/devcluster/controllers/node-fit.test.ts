import { describe, expect, test } from '@jest/globals';

import type { Node } from '../../../../devcluster/controllers/node.js';
import {
  findMisfit,
  toUnschedulableText,
} from '../../../../devcluster/controllers/node-fit.js';
import {
  NodeRoom,
  toNeeds,
} from '../../../../devcluster/controllers/node-room.js';
import type { Pod } from '../../../../devcluster/controllers/pod.js';
import { aNode, aPod } from './cluster-objects.js';

const AMOUNTS = { cpu: '2', memory: '1Gi', pods: '3' };
const wanting = (requests: Record<string, string>, spec: object = {}) =>
  aPod({
    spec: { containers: [{ name: 'c', resources: { requests } }], ...spec },
  });
const misfit = (pod: Pod, room: NodeRoom) =>
  findMisfit(pod, toNeeds(pod), room);
const roomWith = (...pods: Pod[]) => {
  const room = new NodeRoom(aNode(AMOUNTS));
  for (const pod of pods) room.occupy(pod);
  return room;
};

describe('the room of a node', () => {
  test('is used by the pods on it, each once, and given back', () => {
    const first = wanting({ cpu: '1500m' });
    const room = roomWith(first, first);
    expect(misfit(wanting({ cpu: '500m' }), room)).toBeUndefined();
    expect(misfit(wanting({ cpu: '501m' }), room)).toEqual({
      reasons: ['Insufficient cpu'],
      isHopeless: false,
    });
    room.release(first.metadata.uid);
    expect(misfit(wanting({ cpu: '2' }), room)).toBeUndefined();
    expect(misfit(wanting({ cpu: '2100m' }), room)?.isHopeless).toBe(true);
  });

  test('is for so many pods, whatever they ask for', () => {
    const pods = [wanting({}), wanting({}), wanting({})];
    expect(misfit(wanting({}), roomWith(...pods))?.reasons).toEqual([
      'Too many pods',
    ]);
  });

  test('stays used when the node changes', () => {
    const before = roomWith(wanting({ cpu: '1' }));
    const room = new NodeRoom(aNode({ ...AMOUNTS, cpu: '1' }), before);
    expect(misfit(wanting({ cpu: '1m' }), room)?.reasons).toEqual([
      'Insufficient cpu',
    ]);
  });
});

describe('a node', () => {
  const closed = (spec: Node['spec']) => new NodeRoom(aNode(AMOUNTS, spec));
  const taint = { key: 'k', value: 'v', effect: 'NoSchedule' };

  test('keeps pods away that do not tolerate its taints', () => {
    const room = closed({ taints: [taint] });
    expect(misfit(aPod(), room)?.reasons).toEqual([
      'node(s) had untolerated taint(s)',
    ]);
    for (const toleration of [
      { operator: 'Exists' },
      { key: 'k', operator: 'Exists', effect: 'NoSchedule' },
      { key: 'k', value: 'v' },
    ])
      expect(
        misfit(aPod({ spec: { tolerations: [toleration] } }), room),
      ).toBeUndefined();
    const other = [{ key: 'k', value: 'w' }];
    expect(misfit(aPod({ spec: { tolerations: other } }), room)).toBeDefined();
  });

  test('is closed, or not the one that is asked for', () => {
    expect(misfit(aPod(), closed({ unschedulable: true }))?.reasons).toEqual([
      'node(s) were unschedulable',
    ]);
    const picky = aPod({ spec: { nodeSelector: { disk: 'fast' } } });
    expect(misfit(picky, closed({}))?.reasons).toEqual([
      "node(s) didn't match Pod's node affinity/selector",
    ]);
  });
});

describe('why a pod waits', () => {
  test('is told in numbers of nodes', () => {
    expect(
      toUnschedulableText([
        { reasons: ['Too many pods', 'Insufficient cpu'], isHopeless: false },
        { reasons: ['Insufficient cpu'], isHopeless: true },
        { reasons: ['node(s) were unschedulable'], isHopeless: true },
      ]),
    ).toBe(
      '0/3 nodes are available: 1 Too many pods, 1 node(s) were unschedulable, 2 Insufficient cpu. preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.',
    );
    expect(toUnschedulableText([])).toBe('no nodes available to schedule pods');
  });
});
