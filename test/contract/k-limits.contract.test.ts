import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import {
  aNamespace,
  type Answer,
  call,
  closePlane,
  type Thing,
} from './plane.js';

const ANNOTATION = 'kubernetes.io/limit-ranger';

interface PodSpec {
  containers: { resources: object }[];
  initContainers: { resources: object }[];
}

const bare = { name: 'c', image: 'i' };

const needs = (name: string, resources: object) => ({
  ...bare,
  name,
  resources,
});

/** A namespace with one LimitRange, which admission knows of. */
async function aLimitedNamespace(limits: object[]): Promise<string> {
  const path = `/api/v1/namespaces/${await aNamespace()}`;
  await call('POST', `${path}/limitranges`, {
    body: { metadata: { name: 'l' }, spec: { limits: [...limits, PROBE] } },
  });
  await eventually(async () => {
    const { status } = await aClaim(path, 'probe', '1Pi', '?dryRun=All');
    if (status !== 403) throw new Error('admission has not seen the range');
  });
  return path;
}

/** Tells whether admission has seen the range. */
const PROBE = { type: 'PersistentVolumeClaim', max: { storage: '2Gi' } };

const aClaim = (path: string, name: string, storage: string, options = '') =>
  call('POST', `${path}/persistentvolumeclaims${options}`, {
    body: {
      metadata: { name },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage } },
      },
    },
  });

/** Makes a pod that no scheduler takes. */
const aPod = (path: string, name: string, spec: object) =>
  call('POST', `${path}/pods`, {
    body: {
      metadata: { name },
      spec: { schedulerName: 'nobody', containers: [bare], ...spec },
    },
  });

/** What a pod is refused for; sorted, because the order of resources is random. */
function findingsOf({ status, body }: Answer<Thing>): string[] {
  expect(status).toBe(403);
  expect(body).toEqual(
    failure({
      code: 403,
      reason: 'Forbidden',
      message: body.message ?? '',
      details: { name: 'p', kind: 'pods' },
    }),
  );
  const [, list = ''] =
    /^pods "p" is forbidden: \[(.*)\]$/.exec(body.message ?? '') ?? [];
  return list.split(/, (?!but )/).sort();
}

afterAll(closePlane);

describe('a limit range', () => {
  clause('K14/defaults', 'MUST fill in what a container lacks', async () => {
    const path = await aLimitedNamespace([
      {
        type: 'Container',
        default: { cpu: '500m', memory: '256Mi' },
        defaultRequest: { cpu: '100m' },
      },
    ]);
    const { status, body } = await aPod(path, 'p', {
      initContainers: [needs('i', { limits: { cpu: '1' } })],
      containers: [
        bare,
        needs('d', {
          requests: { cpu: '50m', memory: '1Mi' },
          limits: { cpu: '1', memory: '2Mi' },
        }),
        needs('e', { requests: { cpu: '200m' } }),
      ],
    });
    expect(status).toBe(201);
    const { containers, initContainers } = body.spec as unknown as PodSpec;
    expect(initContainers.map(({ resources }) => resources)).toEqual([
      {
        limits: { cpu: '1', memory: '256Mi' },
        requests: { cpu: '1', memory: '256Mi' },
      },
    ]);
    expect(containers.map(({ resources }) => resources)).toEqual([
      {
        limits: { cpu: '500m', memory: '256Mi' },
        requests: { cpu: '100m', memory: '256Mi' },
      },
      {
        limits: { cpu: '1', memory: '2Mi' },
        requests: { cpu: '50m', memory: '1Mi' },
      },
      {
        limits: { cpu: '500m', memory: '256Mi' },
        requests: { cpu: '200m', memory: '256Mi' },
      },
    ]);
    expect(body.metadata.annotations).toEqual({
      [ANNOTATION]:
        'LimitRanger plugin set: cpu, memory request for container c; cpu, memory limit for container c; ' +
        'memory request for container e; cpu, memory limit for container e; ' +
        'memory request for init container i; memory limit for init container i',
    });

    const whole = await aPod(path, 'whole', {
      containers: [
        needs('c', {
          requests: { cpu: '1', memory: '1Mi' },
          limits: { cpu: '1', memory: '1Mi' },
        }),
      ],
    });
    expect(whole.status).toBe(201);
    expect(whole.body.metadata.annotations).toBeUndefined();
  });

  clause('K14/max-default', 'MUST take max for default', async () => {
    const path = await aLimitedNamespace([
      {
        type: 'Container',
        max: { cpu: '1', memory: '1Gi' },
        min: { memory: '64Mi' },
      },
    ]);
    const { body } = await aPod(path, 'p', {});
    expect((body.spec as unknown as PodSpec).containers[0]?.resources).toEqual({
      limits: { cpu: '1', memory: '1Gi' },
      requests: { cpu: '1', memory: '1Gi' },
    });
    expect(body.metadata.annotations?.[ANNOTATION]).toBe(
      'LimitRanger plugin set: cpu, memory request for container c; cpu, memory limit for container c',
    );
  });
});

describe('the bounds of a limit range', () => {
  let path = '';
  beforeAll(async () => {
    path = await aLimitedNamespace([
      {
        type: 'Container',
        max: { cpu: '1' },
        min: { memory: '64Mi' },
        default: { cpu: '500m' },
        defaultRequest: { cpu: '500m' },
        maxLimitRequestRatio: { memory: '2' },
      },
      { type: 'Pod', max: { cpu: '1500m' } },
    ]);
  });

  clause('K14/violation', 'MUST hold for containers and pods', async () => {
    const fine = { requests: { memory: '64Mi' }, limits: { memory: '128Mi' } };
    const one = await aPod(path, 'p', {
      containers: [
        needs('c', { ...fine, limits: { cpu: '2', memory: '64Mi' } }),
      ],
    });
    expect(findingsOf(one)).toEqual([
      'maximum cpu usage per Container is 1, but limit is 2',
      'maximum cpu usage per Pod is 1500m, but limit is 2',
    ]);

    const small = await aPod(path, 'small', {
      containers: [
        needs('c', {
          requests: { memory: '32Mi' },
          limits: { memory: '64Mi' },
        }),
      ],
    });
    expect(small.status).toBe(403);
    expect(small.body.message).toBe(
      'pods "small" is forbidden: minimum memory usage per Container is 64Mi, but request is 32Mi',
    );

    // Without a limit, with init containers, and the sum of containers.
    const many = await aPod(path, 'p', {
      initContainers: [needs('i', { limits: { cpu: '3', memory: '64Mi' } })],
      containers: [
        bare,
        needs('d', {
          requests: { memory: '100Mi' },
          limits: { cpu: '700m', memory: '350Mi' },
        }),
        needs('e', { ...fine, limits: { cpu: '700m', memory: '64Mi' } }),
      ],
    });
    expect(findingsOf(many)).toEqual([
      'maximum cpu usage per Container is 1, but limit is 3',
      'maximum cpu usage per Pod is 1500m, but limit is 3',
      'memory max limit to request ratio per Container is 2, but no limit is specified or limit is 0',
      'memory max limit to request ratio per Container is 2, but provided ratio is 3.500000',
    ]);
  });

  clause('K14/claims', 'MUST hold for claims of storage', async () => {
    expect((await aClaim(path, 'small', '2Gi')).status).toBe(201);
    const { status, body } = await aClaim(path, 'large', '5Gi');
    expect(status).toBe(403);
    expect(body.message).toBe(
      'persistentvolumeclaims "large" is forbidden: maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 5Gi',
    );
  });
});
