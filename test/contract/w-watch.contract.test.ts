import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { aNamespace, call, closePlane, PATCH, type Thing } from './plane.js';
import { told, watching } from './watching.js';

let secrets = '';

beforeAll(async () => {
  secrets = `/api/v1/namespaces/${await aNamespace()}/secrets`;
});
afterAll(closePlane);

/** Objects of one scenario: those with the label `of`. */
function cast(of: string) {
  const selector = `labelSelector=of%3D${of}`;
  const path = (name: string) => `${secrets}/${of}-${name}`;
  return {
    watched: `${secrets}?${selector}`,
    create: async (name: string, labels = {}): Promise<Thing> => {
      const metadata = { name: `${of}-${name}`, labels: { of, ...labels } };
      return (await call('POST', secrets, { body: { metadata } })).body;
    },
    label: async (name: string, labels: object): Promise<Thing> =>
      (
        await call('PATCH', path(name), {
          type: PATCH.merge,
          body: { metadata: { labels } },
        })
      ).body,
    remove: (name: string) => call('DELETE', path(name)),
    now: async () =>
      (await call('GET', `${secrets}?${selector}`)).body.metadata
        .resourceVersion,
  };
}

const versionOf = ({ metadata }: Thing) => BigInt(metadata.resourceVersion);

describe('a watch', () => {
  clause('W1/stream', 'MUST send a line of JSON for each event', async () => {
    const { watched, create } = cast('stream');
    const made = await create('a');
    const { headers, text } = await call(
      'GET',
      `${watched}&watch=1&timeoutSeconds=1`,
    );
    expect(headers['content-type']).toBe('application/json');
    expect(headers['transfer-encoding']).toBe('chunked');
    expect(headers).not.toHaveProperty('content-length');
    expect(text.endsWith('\n')).toBe(true);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ type: 'ADDED', object: made });
    expect(made).toMatchObject({ kind: 'Secret', apiVersion: 'v1' });
  });

  clause('W1/timeout', 'MUST end cleanly when its time is up', async () => {
    const { watched, create } = cast('timeout');
    await create('a');
    const started = Date.now();
    await watching(`${watched}&timeoutSeconds=1`, async (stream) => {
      await stream.until(1);
      expect(stream.hasEnded()).toBe(false);
      await eventually(async () => expect(stream.hasEnded()).toBe(true), 5);
      expect(Date.now() - started).toBeGreaterThan(900);
      expect(told(stream.events)).toEqual(['ADDED timeout-a']);
    });
  });

  clause('W2/from-start', 'MUST begin with what is there', async () => {
    for (const version of ['', '&resourceVersion=0']) {
      const of = version ? 'zero' : 'start';
      const { watched, create, label } = cast(of);
      await create('a');
      await create('b');
      await label('a', { step: '2' });
      await watching(`${watched}${version}`, async (stream) => {
        const present = await stream.until(2);
        expect(told(present).sort()).toEqual([
          `ADDED ${of}-a`,
          `ADDED ${of}-b`,
        ]);
        await create('c');
        expect(told(await stream.until(3))[2]).toBe(`ADDED ${of}-c`);
      });
    }
  });

  clause('W3/deleted', 'MUST tell the last state, newly numbered', async () => {
    const { watched, create, label, remove, now } = cast('deleted');
    await create('a');
    const last = await label('a', { step: '2' });
    await watching(
      `${watched}&resourceVersion=${await now()}`,
      async (stream) => {
        await remove('a');
        const [event] = await stream.until(1);
        expect(event?.type).toBe('DELETED');
        const resourceVersion = event?.object.metadata.resourceVersion ?? '';
        expect(event?.object).toEqual({
          ...last,
          metadata: { ...last.metadata, resourceVersion },
        });
        expect(BigInt(resourceVersion)).toBeGreaterThan(versionOf(last));
        expect(BigInt(await now())).toBeGreaterThanOrEqual(
          BigInt(resourceVersion),
        );
      },
    );
  });

  clause('W3/leaves', 'MUST tell what leaves the selection', async () => {
    const { watched, create, label, now } = cast('leaves');
    const before = await create('a', { color: 'red' });
    await watching(
      `${watched},color%3Dred&resourceVersion=${await now()}`,
      async (stream) => {
        const after = await label('a', { color: 'blue', new: 'yes' });
        const [event] = await stream.until(1);
        expect(event).toEqual({
          type: 'DELETED',
          object: {
            ...before,
            metadata: {
              ...before.metadata,
              resourceVersion: after.metadata.resourceVersion,
            },
          },
        });
      },
    );
  });

  clause('W3/enters', 'MUST tell what enters the selection', async () => {
    const { watched, create, label, now } = cast('enters');
    await create('a', { color: 'blue' });
    await watching(
      `${watched},color%3Dred&resourceVersion=${await now()}`,
      async (stream) => {
        await label('a', { step: '2' });
        const entered = await label('a', { color: 'red' });
        const changed = await label('a', { step: '3' });
        expect(await stream.until(2)).toEqual([
          { type: 'ADDED', object: entered },
          { type: 'MODIFIED', object: changed },
        ]);
      },
    );
  });

  clause('W8/single', 'MAY be of one object', async () => {
    const { create, label, remove, now } = cast('single');
    await create('a');
    await create('b');
    const one = `${secrets}?fieldSelector=metadata.name%3Dsingle-b`;
    await watching(`${one}&resourceVersion=${await now()}`, async (stream) => {
      await label('a', { step: '2' });
      await label('b', { step: '2' });
      await remove('a');
      await remove('b');
      expect(told(await stream.until(2))).toEqual([
        'MODIFIED single-b',
        'DELETED single-b',
      ]);
    });
  });
});
