import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane } from './plane.js';
import { aPod, create, IMAGE, pathsOf, until } from './workloads.js';

/** It writes ten lines a second. */
const TALKING = 'moorage.dev/logs:10';

let namespace: string;
let pods: string;

beforeAll(async () => {
  namespace = await aNamespace();
  ({ pods } = pathsOf(namespace));
});
afterAll(closePlane);

const aNamedPod = (name: string, image: string, spec: object = {}) =>
  aPod({}, { containers: [{ name: 'c', image }], ...spec }, { name });

const logOf = (pod: string, query = '') =>
  call<unknown>('GET', `${pods}/${pod}/log${query}`);

async function linesOf(pod: string, query = ''): Promise<string[]> {
  const { status, text } = await logOf(pod, query);
  expect([status, text]).toEqual([200, expect.stringMatching(/\n$|^$/)]);
  return text.split('\n').slice(0, -1);
}

/** Waits until the log has the words. */
const untilWritten = (pod: string, words: string) =>
  eventually(async () => {
    expect((await logOf(pod)).text).toContain(words);
  });

const untilRunning = (pod: string) =>
  until(`${pods}/${pod}`, ({ status }) => expect(status.phase).toBe('Running'));

const badRequest = (message: string) =>
  failure({ code: 400, reason: 'BadRequest', message });

const unreadable = (name: string, field: string, reason: string, why: string) =>
  failure({
    code: 422,
    reason: 'Invalid',
    message: `PodLogOptions "${name}" is invalid: ${field}: ${why}`,
    details: {
      name,
      kind: 'PodLogOptions',
      causes: [{ reason, message: why, field }],
    },
  });

describe('the log of a container', () => {
  clause('K20/log', 'MUST be what it wrote, as far as asked for', async () => {
    await create(pods, aNamedPod('talks', TALKING));
    await untilRunning('talks');
    const whole = await logOf('talks', '?container=c');
    expect(whole.status).toBe(200);
    expect(whole.headers['content-type']).toBe('text/plain');
    const [first, second] = whole.text.split('\n');
    expect(first).toBe(`c: starting ${TALKING}`);

    expect((await logOf('talks', '?limitBytes=5')).text).toBe('c: st');
    const all = await linesOf('talks', '?sinceSeconds=3600');
    expect(all.slice(0, 2)).toEqual([first, second]);
    expect(await linesOf('talks', '?sinceTime=2126-01-01T00:00:00Z')).toEqual(
      [],
    );
    const last = await linesOf('talks', '?tailLines=1&timestamps=true');
    expect(last).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{1,9}Z c: /),
    ]);

    const following = logOf('talks', '?follow=true&tailLines=0');
    const [next] = await Promise.all([
      following,
      untilWritten('talks', 'line 5').then(() =>
        call('DELETE', `${pods}/talks`),
      ),
    ]);
    expect(next.headers['transfer-encoding']).toBe('chunked');
    expect(next.text).toMatch(/^c: line \d+\nc: line \d+\n/);
    expect(next.text).not.toContain('starting');
  });

  clause('K20/previous', 'MUST be of the run before if wanted', async () => {
    await create(pods, aNamedPod('fails', 'moorage.dev/exits:3-after-1s'));
    await untilRunning('fails');
    const before = await logOf('fails', '?previous=true');
    expect(before.body).toEqual(
      badRequest('previous terminated container "c" in pod "fails" not found'),
    );
    await until(`${pods}/fails`, ({ status }) =>
      expect(status.containerStatuses).toMatchObject([{ restartCount: 1 }]),
    );
    const previous = await linesOf('fails', '?previous=true');
    expect(previous.at(-1)).toBe('c: ended with code 3');
  });

  clause('K20/unscheduled', 'MUST be empty without a node', async () => {
    await create(pods, aNamedPod('floats', IMAGE, { schedulerName: 'nobody' }));
    const { status, text } = await logOf('floats');
    expect([status, text]).toEqual([204, '']);
  });

  clause('K20/container', 'MUST be chosen among several', async () => {
    const [a, b, i] = ['a', 'b', 'i'].map((name) => ({ name, image: IMAGE }));
    const spec = {
      schedulerName: 'nobody',
      initContainers: [i],
      containers: [a, b],
    };
    await create(pods, aPod({}, spec, { name: 'multi' }));
    expect((await logOf('multi', '?container=zz')).body).toEqual(
      badRequest('container zz is not valid for pod multi'),
    );
    expect((await logOf('multi')).body).toEqual(
      badRequest(
        'a container name must be specified for pod multi, choose one of: [i a b]',
      ),
    );
    expect((await logOf('multi', '?container=i')).status).toBe(204);
  });

  clause('K20/options', 'MUST be asked for with fine options', async () => {
    const spec = { schedulerName: 'nobody' };
    await create(pods, aNamedPod('asked', IMAGE, spec));
    for (const [query, field, reason, why] of [
      [
        'tailLines=-1',
        'tailLines',
        'FieldValueInvalid',
        'Invalid value: -1: must be greater than or equal to 0',
      ],
      [
        'limitBytes=0',
        'limitBytes',
        'FieldValueInvalid',
        'Invalid value: 0: must be greater than 0',
      ],
      [
        'sinceSeconds=0',
        'sinceSeconds',
        'FieldValueInvalid',
        'Invalid value: 0: must be greater than 0',
      ],
      [
        'sinceSeconds=1&sinceTime=2026-01-01T00:00:00Z',
        '[]',
        'FieldValueForbidden',
        'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
      ],
    ] as const)
      expect((await logOf('asked', `?${query}`)).body).toEqual(
        unreadable('asked', field, reason, why),
      );
  });
});

describe('a log that cannot be read', () => {
  clause('K20/missing', 'MUST name what is missing', async () => {
    const missing = (name: string) =>
      failure({
        code: 404,
        reason: 'NotFound',
        message: `pods "${name}" not found`,
        details: { name, kind: 'pods' },
      });
    expect((await logOf('nope')).body).toEqual(missing('nope'));
    // The API server names the node as if it were the pod.
    await create(pods, aNamedPod('lost', IMAGE, { nodeName: 'no-such-node' }));
    expect((await logOf('lost')).body).toEqual(missing('no-such-node'));
  });

  clause('K20/waiting', 'MUST say that the start is awaited', async () => {
    await create(pods, aNamedPod('slow', 'moorage.dev/slow-pull:20'));
    await until(`${pods}/slow`, ({ status }) =>
      expect(status.containerStatuses).toHaveLength(1),
    );
    expect((await logOf('slow')).body).toEqual(
      badRequest(
        'container "c" in pod "slow" is waiting to start: ContainerCreating',
      ),
    );
    await call('DELETE', `${pods}/slow?gracePeriodSeconds=0`);
  });

  clause('K20/unreachable', 'MUST say why, without a reason', async () => {
    const nodeName = uniqueName('deaf');
    const node = `/api/v1/nodes/${nodeName}`;
    await create('/api/v1/nodes', {
      metadata: { name: nodeName },
      // Nobody else's pod may land there.
      spec: { unschedulable: true },
      status: {
        addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
        daemonEndpoints: { kubeletEndpoint: { Port: 1 } },
      },
    });
    try {
      await create(pods, aNamedPod('unheard', IMAGE, { nodeName }));
      const { status, body } = await logOf('unheard');
      expect(status).toBe(500);
      expect(body).toEqual(
        failure({
          code: 500,
          message: `Get "https://127.0.0.1:1/containerLogs/${namespace}/unheard/c": dial tcp 127.0.0.1:1: connect: connection refused`,
        }),
      );
    } finally {
      await call('DELETE', `${pods}/unheard?gracePeriodSeconds=0`);
      await call('DELETE', node);
    }
  });
});
