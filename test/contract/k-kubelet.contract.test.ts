import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { aNamespace, call, closePlane, type Thing } from './plane.js';
import { aPod, create, pathsOf, until } from './workloads.js';

let namespace: string;
let paths: ReturnType<typeof pathsOf>;

beforeAll(async () => {
  namespace = await aNamespace();
  paths = pathsOf(namespace);
});
afterAll(closePlane);

const aNamedPod = (name: string, image: string) =>
  aPod({}, { containers: [{ name: 'c', image }] }, { name });

/** What the kubelet has told about a pod; the scheduler's events have no source. */
const toldAbout = (pod: string) =>
  `${paths.events}?fieldSelector=involvedObject.name=${pod},source=kubelet`;

const reasonsOf = ({ items }: Thing) => items.map(({ reason }) => reason);

const ofReason = ({ items }: Thing, reason: string) =>
  items.filter((one) => one.reason === reason);

describe('the events of a kubelet', () => {
  clause('K12/kubelet-reasons', 'MUST tell what it does', async () => {
    // No pod before has brought this image to the node.
    const image = `example.com/${namespace}:1`;
    await create(paths.pods, aNamedPod('lives', image));
    const started = await until(toldAbout('lives'), (list) =>
      expect(reasonsOf(list)).toContain('Started'),
    );
    expect(reasonsOf(started).sort()).toEqual([
      'Created',
      'Pulled',
      'Pulling',
      'Started',
    ]);
    const pod = (await call('GET', `${paths.pods}/lives`)).body;
    await call('DELETE', `${paths.pods}/lives`);
    const { items } = await until(toldAbout('lives'), (list) =>
      expect(reasonsOf(list)).toContain('Killing'),
    );
    expect(items).toHaveLength(5);
    const { nodeName } = pod.spec;
    for (const event of items) {
      expect(event).toMatchObject({
        type: 'Normal',
        count: 1,
        source: { component: 'kubelet', host: nodeName },
        reportingComponent: 'kubelet',
        reportingInstance: nodeName,
        eventTime: null,
        message: expect.stringMatching(/./),
        involvedObject: {
          kind: 'Pod',
          apiVersion: 'v1',
          name: 'lives',
          uid: pod.metadata.uid,
          fieldPath: 'spec.containers{c}',
        },
      });
      expect(event.metadata.name).toMatch(/^lives\.[0-9a-f]+$/);
      expect(event.firstTimestamp).toMatch(/^\d{4}-.*Z$/);
      expect(event.lastTimestamp).toBe(event.firstTimestamp);
    }
    expect(ofReason({ ...pod, items }, 'Pulled')[0]?.message).toContain(
      `"${image}"`,
    );
  });

  clause('K12/kubelet-series', 'MUST count what comes again', async () => {
    const image = 'moorage.dev/no-such-image';
    await create(paths.pods, aNamedPod('hopes', image));
    const told = await until(toldAbout('hopes'), (list) => {
      expect(ofReason(list, 'Pulling')[0]?.count).toBeGreaterThan(1);
      expect(ofReason(list, 'BackOff')[0]?.count).toBeGreaterThan(1);
      expect(ofReason(list, 'Failed').length).toBeGreaterThan(2);
    });
    const [pulling, ...more] = ofReason(told, 'Pulling');
    expect(more).toEqual([]);
    expect(pulling).toMatchObject({
      type: 'Normal',
      message: expect.stringMatching(`^[Pp]ulling image "${image}"$`),
    });
    expect(
      String(pulling?.lastTimestamp) > String(pulling?.firstTimestamp),
    ).toBe(true);
    const failed = ofReason(told, 'Failed').map(({ type, message }) => [
      type,
      message,
    ]);
    expect(failed).toEqual(
      expect.arrayContaining([
        [
          'Warning',
          expect.stringContaining(`Failed to pull image "${image}": `),
        ],
        ['Warning', 'Error: ErrImagePull'],
        ['Warning', 'Error: ImagePullBackOff'],
      ]),
    );
  });
});
