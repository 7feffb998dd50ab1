import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { forgetFirstRevisions } from './first-revisions.js';
import { aNamespace, call, closePlane, PATCH, type Thing } from './plane.js';
import { told, watching } from './watching.js';

const INITIAL =
  'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';

let core = '';
let secrets = '';

beforeAll(async () => {
  core = `/api/v1/namespaces/${await aNamespace()}`;
  secrets = `${core}/secrets`;
});
afterAll(closePlane);

async function create(name: string, of: string): Promise<Thing> {
  const body = { metadata: { name, labels: { of } } };
  return (await call('POST', secrets, { body })).body;
}

async function change(name: string, step: number): Promise<string> {
  const { body } = await call('PATCH', `${secrets}/${name}`, {
    type: PATCH.merge,
    body: { metadata: { annotations: { step: String(step) } } },
  });
  return body.metadata.resourceVersion;
}

const versionOf = ({ metadata }: Thing) => BigInt(metadata.resourceVersion);
const of = (label: string) => `${secrets}?labelSelector=of%3D${label}`;

describe('a watch from a version', () => {
  clause('W2/resume', 'MUST tell what came after it, once', async () => {
    const first = await create('r1', 'resume');
    const second = await create('r2', 'resume');
    await change('r1', 1);
    await call('DELETE', `${secrets}/r2`);
    const all = ['ADDED r2', 'MODIFIED r1', 'DELETED r2', 'MODIFIED r1'];
    const from = ({ metadata }: Thing) =>
      `${of('resume')}&resourceVersion=${metadata.resourceVersion}`;
    await watching(from(first), async (early) => {
      await watching(from(second), async (late) => {
        await change('r1', 2);
        expect(told(await early.until(4))).toEqual(all);
        expect(told(await late.until(3))).toEqual(all.slice(1));
      });
    });
  });

  clause('W9/silence', 'MUST go on after a busy time', async () => {
    await create('busy', 'silence');
    const { metadata } = await create('quiet', 'silence');
    const writes = 150;
    const versions: string[] = [];
    for (let step = 1; step <= writes; step += 1)
      versions.push(await change('busy', step));
    await watching(
      `${of('silence')}&resourceVersion=${metadata.resourceVersion}`,
      async (stream) => {
        const events = await stream.until(writes);
        expect(
          events.map(({ object }) => object.metadata.resourceVersion),
        ).toEqual(versions);
        expect(new Set(told(events))).toEqual(new Set(['MODIFIED busy']));
      },
    );
  });

  clause('W5/expired', 'MUST tell that the history is gone', async () => {
    await forgetFirstRevisions();
    await watching(`${core}/events?resourceVersion=1`, async (stream) => {
      expect(stream.status).toBe(200);
      const [event] = await stream.until(1);
      expect(event).toEqual({
        type: 'ERROR',
        object: failure({
          code: 410,
          reason: 'Expired',
          message: expect.stringMatching(
            /^(too old resource version: 1 \(\d+\)|The resourceVersion for the provided watch is too old\.)$/,
          ) as unknown as string,
        }),
      });
      await eventually(async () => expect(stream.hasEnded()).toBe(true), 5);
      expect(stream.events).toHaveLength(1);
    });
  });

  clause('W6/garbage', 'MUST know the version', async () => {
    const { status, body } = await call(
      'GET',
      `${secrets}?watch=true&resourceVersion=abc`,
    );
    expect(status).toBe(500);
    expect(body).toEqual(
      failure({
        code: 500,
        message:
          'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
      }),
    );
  });

  clause('W6/future', 'MUST be silent until it is reached', async () => {
    await watching(
      `${secrets}?resourceVersion=999999999&timeoutSeconds=2`,
      async (stream) => {
        expect(stream.status).toBe(200);
        await create('too-early', 'future');
        await eventually(async () => expect(stream.hasEnded()).toBe(true), 5);
        expect(stream.events).toEqual([]);
      },
    );
  });
});

describe('a bookmark', () => {
  clause('W4/bookmark', 'MUST come to those who want it', async () => {
    const start = await create('marked', 'bookmark');
    const { resourceVersion } = start.metadata;
    const soon = watching(
      `${of('nothing')}&resourceVersion=0&allowWatchBookmarks=true`,
      async (stream) => {
        const [event] = await stream.until(1);
        expect(event).toMatchObject({
          type: 'BOOKMARK',
          object: { kind: 'Secret', apiVersion: 'v1' },
        });
      },
    );
    const watched = `${of('bookmark')}&resourceVersion=${resourceVersion}&timeoutSeconds=5`;
    const wanted = watching(
      `${watched}&allowWatchBookmarks=true`,
      async (stream) => {
        const elsewhere = await create('elsewhere', 'other');
        await eventually(async () => expect(stream.hasEnded()).toBe(true));
        const marks = stream.events;
        expect(marks.length).toBeGreaterThan(0);
        expect(new Set(marks.map(({ type }) => type))).toEqual(
          new Set(['BOOKMARK']),
        );
        const last = marks.at(-1)?.object;
        expect(last).toEqual({
          kind: 'Secret',
          apiVersion: 'v1',
          metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
        });
        expect(last && versionOf(last)).toBeGreaterThanOrEqual(
          versionOf(elsewhere),
        );
      },
    );
    const unwanted = watching(watched, async (stream) => {
      await eventually(async () => expect(stream.hasEnded()).toBe(true));
      expect(stream.events).toEqual([]);
    });
    await Promise.all([soon, wanted, unwanted]);
  });
});

describe('a watch with initial events', () => {
  clause('W7/watch-list', 'MUST mark their end', async () => {
    await create('i1', 'initial');
    const second = await create('i2', 'initial');
    await watching(`${of('initial')}&${INITIAL}`, async (stream) => {
      const events = await stream.until(3);
      expect(told(events.slice(0, 2)).sort()).toEqual(['ADDED i1', 'ADDED i2']);
      const mark = events[2];
      expect(mark).toEqual({
        type: 'BOOKMARK',
        object: {
          kind: 'Secret',
          apiVersion: 'v1',
          metadata: {
            resourceVersion: expect.stringMatching(/^\d+$/),
            annotations: { 'k8s.io/initial-events-end': 'true' },
          },
        },
      });
      expect(mark && versionOf(mark.object)).toBeGreaterThanOrEqual(
        versionOf(second),
      );
      await create('i3', 'initial');
      await eventually(async () => expect(told(events)).toContain('ADDED i3'));
    });
  });

  clause('W7/no-match', 'MUST be asked for with a match', async () => {
    const { status, body } = await call(
      'GET',
      `${secrets}?watch=true&sendInitialEvents=true&allowWatchBookmarks=true`,
    );
    const message =
      'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
    expect(status).toBe(422);
    expect(body).toEqual(
      failure({
        code: 422,
        reason: 'Invalid',
        message: `ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: ${message}`,
        details: {
          group: 'meta.k8s.io',
          kind: 'ListOptions',
          causes: [
            {
              reason: 'FieldValueForbidden',
              message,
              field: 'resourceVersionMatch',
            },
          ],
        },
      }),
    );
  });
});
