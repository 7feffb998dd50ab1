import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { invalidStatus, isInvalid } from './invalid.js';
import { aNamespace, call, closePlane } from './plane.js';

let namespace: string;
let old: string;
let young: string;

const about = () => ({
  apiVersion: 'v1',
  kind: 'Pod',
  namespace,
  name: 'p',
  uid: 'a-uid',
});

beforeAll(async () => {
  namespace = await aNamespace();
  old = `/api/v1/namespaces/${namespace}/events`;
  young = `/apis/events.k8s.io/v1/namespaces/${namespace}/events`;
});

afterAll(closePlane);

describe('events', () => {
  clause('K12/views', 'MUST be the same in both groups', async () => {
    const same = { reason: 'Tested', type: 'Normal' };
    const at = '2026-01-02T03:04:05Z';
    await call('POST', old, {
      body: {
        metadata: { name: 'from-core' },
        ...same,
        involvedObject: about(),
        message: 'a text',
        source: { component: 'tester', host: 'here' },
        firstTimestamp: at,
        lastTimestamp: at,
        count: 2,
      },
    });
    const seen = await call('GET', `${young}/from-core`);
    expect(seen.body).toMatchObject({
      kind: 'Event',
      apiVersion: 'events.k8s.io/v1',
      ...same,
      regarding: about(),
      note: 'a text',
      deprecatedSource: { component: 'tester', host: 'here' },
      deprecatedFirstTimestamp: at,
      deprecatedLastTimestamp: at,
      deprecatedCount: 2,
      eventTime: null,
    });
    for (const key of ['message', 'involvedObject', 'source', 'count'])
      expect(seen.body).not.toHaveProperty(key);

    const eventTime = '2026-01-02T03:04:05.000006Z';
    const made = await call('POST', young, {
      body: {
        metadata: { name: 'from-events' },
        ...same,
        regarding: about(),
        note: 'another text',
        action: 'Testing',
        eventTime,
        reportingController: 'example.com/tester',
        reportingInstance: 'tester-1',
      },
    });
    const { body } = await call('GET', `${old}/from-events`);
    const { metadata, ...event } = body;
    expect(event).toEqual({
      kind: 'Event',
      apiVersion: 'v1',
      ...same,
      involvedObject: about(),
      message: 'another text',
      action: 'Testing',
      eventTime,
      reportingComponent: 'example.com/tester',
      reportingInstance: 'tester-1',
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
    });
    expect(metadata.uid).toBe(made.body.metadata.uid);
    expect(metadata.resourceVersion).toBe(made.body.metadata.resourceVersion);

    await call('DELETE', `${old}/from-events`);
    expect((await call('GET', `${young}/from-events`)).status).toBe(404);
  });

  clause('K12/namespace', 'MUST be beside what they are about', async () => {
    const { status, body } = await call('POST', old, {
      body: {
        metadata: { name: 'elsewhere' },
        involvedObject: { ...about(), namespace: 'other' },
      },
    });
    expect(status).toBe(422);
    expect(body).toEqual(
      invalidStatus(
        'Event',
        'elsewhere',
        isInvalid(
          'involvedObject.namespace',
          'other',
          'does not match event.namespace',
        ),
      ),
    );
  });
});
