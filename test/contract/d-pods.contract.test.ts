import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { aNamespace, call, closePlane, type WatchEvent } from './plane.js';
import { watching } from './watching.js';
import { aPod, create, IMAGE, pathsOf, until, untilGone } from './workloads.js';

let pods: string;

beforeAll(async () => {
  ({ pods } = pathsOf(await aNamespace()));
});
afterAll(closePlane);

const aNamedPod = (name: string, image: string, spec: object = {}) =>
  aPod({}, { containers: [{ name: 'c', image }], ...spec }, { name });

const untilPhase = (pod: string, phase: string) =>
  until(`${pods}/${pod}`, ({ status }) => expect(status.phase).toBe(phase));

/** Opens a watch of one pod, from its present version on. */
async function watchingPod(
  pod: string,
  scenario: Parameters<typeof watching>[1],
): Promise<void> {
  const { metadata } = (await call('GET', `${pods}/${pod}`)).body;
  const { resourceVersion } = metadata;
  await watching(
    `${pods}?fieldSelector=metadata.name=${pod}&resourceVersion=${resourceVersion}`,
    scenario,
  );
}

const gracesIn = (events: readonly WatchEvent[]) =>
  events
    .filter(({ object }) => object.metadata.deletionTimestamp)
    .map(({ type, object }) => [
      type,
      object.metadata.deletionGracePeriodSeconds,
    ]);

const untilDeleted = (events: readonly WatchEvent[]) =>
  eventually(() => {
    expect(events.at(-1)?.type).toBe('DELETED');
    return Promise.resolve();
  });

describe('DELETE of a pod', () => {
  clause('D4/immediate', 'MUST not wait where nothing runs', async () => {
    await create(pods, aNamedPod('floats', IMAGE, { schedulerName: 'nobody' }));
    const spec = { restartPolicy: 'Never' };
    await create(pods, aNamedPod('done', 'moorage.dev/completes', spec));
    await create(pods, aNamedPod('failed', 'moorage.dev/exits:1', spec));
    await untilPhase('done', 'Succeeded');
    await untilPhase('failed', 'Failed');
    for (const name of ['floats', 'done', 'failed'])
      await watchingPod(name, async ({ events }) => {
        const { status, body } = await call('DELETE', `${pods}/${name}`);
        expect(status).toBe(200);
        expect(body).toMatchObject({
          kind: 'Pod',
          metadata: { name, generation: 2, deletionGracePeriodSeconds: 0 },
        });
        expect((await call('GET', `${pods}/${name}`)).status).toBe(404);
        await untilDeleted(events);
        expect(gracesIn(events)).toEqual([
          ['MODIFIED', 0],
          ['DELETED', 0],
        ]);
      });
  });

  clause('D4/graceful', 'MUST give what runs its time', async () => {
    await create(pods, aNamedPod('runs', IMAGE));
    const own = { terminationGracePeriodSeconds: 7 };
    await create(pods, aNamedPod('own', IMAGE, own));
    await create(pods, aNamedPod('told', IMAGE, own));
    for (const [pod, query, grace] of [
      ['runs', '', 30],
      ['own', '', 7],
      ['told', '?gracePeriodSeconds=4', 4],
    ] as const) {
      await untilPhase(pod, 'Running');
      await watchingPod(pod, async ({ events }) => {
        const before = Date.now();
        const { status, body } = await call('DELETE', `${pods}/${pod}${query}`);
        expect(status).toBe(200);
        expect(body).toMatchObject({
          kind: 'Pod',
          metadata: {
            name: pod,
            generation: 2,
            deletionGracePeriodSeconds: grace,
          },
        });
        const { deletionTimestamp = '' } = body.metadata;
        const waits = (Date.parse(deletionTimestamp) - before) / 1000;
        expect(Math.abs(waits - grace)).toBeLessThan(3);

        await untilDeleted(events);
        const graces = gracesIn(events);
        expect(graces[0]).toEqual(['MODIFIED', grace]);
        expect(graces.slice(-2)).toEqual([
          ['MODIFIED', 0],
          ['DELETED', 0],
        ]);
      });
    }
  });

  clause('D4/kubelet', 'MUST leave a running pod to its kubelet', async () => {
    await create(pods, aNamedPod('slow', 'moorage.dev/slow-stop:1'));
    await untilPhase('slow', 'Running');
    await call('DELETE', `${pods}/slow`);
    const { metadata, status } = (await call('GET', `${pods}/slow`)).body;
    expect(metadata.deletionGracePeriodSeconds).toBe(30);
    expect(status.phase).toBe('Running');
    await untilGone(`${pods}/slow`);
  });
});
