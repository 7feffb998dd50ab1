import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Cluster, RawObject } from '../../src/cluster/cluster.js';
import type { Connection } from '../../src/cluster/connection.js';
import { createCluster } from '../../src/cluster/create-cluster.js';
import { KINDS } from '../../src/cluster/kinds.js';
import {
  answer,
  type Arrived,
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';

const PATH = '/apis/apps/v1/namespaces/acme/deployments';
const web = (version: string, note = '') => ({
  metadata: {
    name: 'web',
    namespace: 'acme',
    resourceVersion: version,
    annotations: { note },
  },
});
const line = (type: string, object: unknown) =>
  `${JSON.stringify({ type, object })}\n`;
const bookmark = (version: string) =>
  line('BOOKMARK', { metadata: { resourceVersion: version } });

/** What each watch of a test does, one after the other; the last is kept open in silence. */
type Step = (response: ServerResponse) => void;

describe('a watch', () => {
  let scripted: ScriptedCluster;
  let cluster: Cluster;
  let stop: AbortController;
  let listed: object[];
  let steps: Step[];

  beforeAll(async () => {
    scripted = await startScriptedCluster();
    const connection: Connection = {
      source: 'KUBECONFIG',
      name: 'scripted',
      server: scripted.url,
      insecure: false,
      own: { token: 'own' },
    };
    cluster = createCluster(connection, {
      // A request that is given up on a busy machine would use up the step of the next one.
      ...{ connectTimeout: 9_000, readTimeout: 9_000, writeTimeout: 9_000 },
      ...{ bodyTimeout: 500, bodyIdleTimeout: 500, streamIdleTimeout: 600 },
      ...{
        connections: 2,
        maxBytes: 1_000_000,
        maxObjects: 1_000,
        maxProduced: 1_000,
        userAgent: 'test',
      },
    });
  });
  beforeEach(() => {
    stop = new AbortController();
    listed = [web('5', 'listed')];
    steps = [];
    scripted.arrived.length = 0;
    scripted.script = ({ query }, response) => {
      if (query.get('watch') !== 'true')
        return answer(response, 200, {
          metadata: { resourceVersion: '10' },
          items: listed,
        });
      (steps.shift() ?? stream())(response);
    };
  });
  // A watch that is on its way when its test ends would take the first step of the next one.
  afterEach(async () => {
    stop.abort();
    await sleep(200);
  });
  afterAll(async () => {
    await cluster.close();
    await scripted.close();
    scripted.remove();
  });

  const stream =
    (text: string | Buffer = '', end: 'open' | 'end' | 'cut' = 'open'): Step =>
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      if (text.length > 0) response.write(text);
      if (end === 'end') response.end();
      // What was written must have arrived before the cut.
      if (end === 'cut') setTimeout(() => response.destroy(), 50);
    };
  const refuse =
    (status: number, body: object, headers = {}): Step =>
    (response) =>
      answer(response, status, { kind: 'Status', ...body }, headers);
  const follow = (token = 'caller', name = 'web', signal = stop.signal) =>
    cluster
      .as({ kind: 'caller', token })
      .follow<RawObject>(KINDS.deployment, 'acme', name, { signal });
  /** The notes that a follower is told until the given one. */
  const notesUntil = async (last: string) => {
    const notes: (string | undefined)[] = [];
    for await (const object of follow()) {
      notes.push(object?.metadata?.annotations?.note);
      if (notes.at(-1) === last) break;
    }
    return notes;
  };
  const watches = () =>
    scripted.arrived.filter(({ query }) => query.get('watch') === 'true');
  const versions = () =>
    watches().map(({ query }) => query.get('resourceVersion'));
  const lists = () => scripted.arrived.length - watches().length;

  test('begins with a list, goes on from its version, and asks for bookmarks as the caller', async () => {
    steps = [stream(line('MODIFIED', web('11', 'changed')))];
    expect(await notesUntil('changed')).toEqual(['listed', 'changed']);
    expect(scripted.arrived.map(({ path }) => path)).toEqual([PATH, PATH]);
    const [only] = watches() as [Arrived];
    expect(only.authorization).toBe('Bearer caller');
    expect(Object.fromEntries(only.query)).toMatchObject({
      resourceVersion: '10',
      allowWatchBookmarks: 'true',
      timeoutSeconds: expect.stringMatching(/^[345]\d\d$/),
    });
  });

  test('that is cut goes on from the last version, bookmarks included, without a new list', async () => {
    steps = [
      stream(line('MODIFIED', web('11', 'one')) + bookmark('20'), 'cut'),
      stream(line('MODIFIED', web('21', 'two'))),
    ];
    expect(await notesUntil('two')).toEqual(['listed', 'one', 'two']);
    expect([versions(), lists()]).toEqual([['10', '20'], 1]);
  });

  test('splits bytes, not text: half a character and half a line wait for the rest; an unfinished last line is dropped', async () => {
    const text = Buffer.from(line('MODIFIED', web('11', 'grüße')));
    const half = text.indexOf('ü') + 1;
    steps = [
      (response) => {
        stream(text.subarray(0, half))(response);
        setTimeout(() => {
          response.write(text.subarray(half));
          response.end('{"type":"MODIFIED","obj');
        }, 30);
      },
      stream(line('MODIFIED', web('12', 'end'))),
    ];
    expect(await notesUntil('end')).toEqual(['listed', 'grüße', 'end']);
    expect(versions()).toEqual(['10', '11']);
  });

  test('whose version is forgotten lists again: as a status, and as an event inside a 200', async () => {
    const gone = { reason: 'Expired', code: 410, message: 'too old' };
    steps = [
      (response) => {
        listed = [web('30', 'again')];
        stream(line('ERROR', { kind: 'Status', ...gone }))(response);
      },
      (response) => {
        listed = [web('40', 'once more')];
        refuse(410, gone)(response);
      },
    ];
    expect(await notesUntil('once more')).toEqual([
      'listed',
      'again',
      'once more',
    ]);
    expect(lists()).toBe(3);
  });

  test('in which nothing comes is opened again from the last version', async () => {
    steps = [
      stream(bookmark('15')),
      stream(line('MODIFIED', web('16', 'alive'))),
    ];
    expect(await notesUntil('alive')).toEqual(['listed', 'alive']);
    expect([versions(), lists()]).toEqual([['10', '15'], 1]);
  });

  test('with a broken line goes on from the last version, and lists again the second time', async () => {
    const broken = '{"type": <html>\n';
    steps = [
      stream(line('MODIFIED', web('11', 'one')) + broken),
      (response) => {
        listed = [web('30', 'fresh')];
        stream(broken)(response);
      },
    ];
    expect(await notesUntil('fresh')).toEqual(['listed', 'one', 'fresh']);
    expect([versions().slice(0, 2), lists()]).toEqual([['10', '11'], 2]);
  });

  test('skips what it does not know, and drops what is older than what it knows', async () => {
    steps = [
      stream(
        line('NOVELTY', {}) +
          line('MODIFIED', web('12', 'new')) +
          line('MODIFIED', web('11', 'old')) +
          line('DELETED', web('13')) +
          line('ADDED', web('14', 'back')),
      ),
    ];
    const notes = await notesUntil('back');
    expect(notes).not.toContain('old');
  });

  test('that is refused ends with the typed refusal', async () => {
    steps = [refuse(403, { reason: 'Forbidden', message: 'no watch for you' })];
    await expect(notesUntil('never')).rejects.toMatchObject({
      reason: 'Forbidden',
      message: 'no watch for you',
    });
    expect(watches()).toHaveLength(1);
  });

  test('that comes too often waits as long as it is told, and keeps its version', async () => {
    steps = [
      refuse(429, { reason: 'TooManyRequests' }, { 'retry-after': '1' }),
      stream(line('MODIFIED', web('11', 'later'))),
    ];
    const started = performance.now();
    expect(await notesUntil('later')).toEqual(['listed', 'later']);
    expect(performance.now() - started).toBeGreaterThan(990);
    expect([versions(), lists()]).toEqual([['10', '10'], 1]);
  });

  test('that ends at once is trouble and not repeated at once', async () => {
    steps = [stream('', 'end'), stream(line('MODIFIED', web('11', 'late')))];
    const started = performance.now();
    await notesUntil('late');
    expect(performance.now() - started).toBeGreaterThan(390);
  });

  test('is one for all that an identity follows, none for others to share, and ends with its last follower', async () => {
    let closed = 0;
    const open: Step = (response) => {
      response.once('close', () => closed++);
      stream()(response);
    };
    steps = [open, open, open];
    const leave = Array.from({ length: 20 }, () => new AbortController());
    const started = leave.map(({ signal }) => {
      const objects = follow('caller', 'web', signal)[Symbol.asyncIterator]();
      return objects.next().then(() => objects.next());
    });
    const other = follow('other')[Symbol.asyncIterator]();
    await other.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(watches().map(({ authorization }) => authorization)).toEqual([
      'Bearer caller',
      'Bearer other',
    ]);
    leave.slice(1).forEach((each) => each.abort());
    await Promise.all(started.slice(1));
    expect(closed).toBe(0);
    leave[0]?.abort();
    await started[0];
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(closed).toBe(1);
  });

  test('without a first list ends with what went wrong', async () => {
    scripted.script = (_arrived, response) =>
      answer(response, 403, { kind: 'Status', reason: 'Forbidden' });
    await expect(notesUntil('never')).rejects.toMatchObject({
      reason: 'Forbidden',
    });
  });
});
