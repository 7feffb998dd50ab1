import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { countLists } from '../support/counting-proxy.js';
import { type Api, startApi } from '../support/start-api.js';

interface Seen {
  type: string;
  reason: string;
  message: string;
  regarding: { apiVersion: string | null; kind: string; name: string };
  count: number;
  firstSeen: string | null;
  lastSeen: string | null;
}

describe('events of tenants', () => {
  let api: Api;
  const batch = uniqueName('events');
  const names = ['a', 'b', 'c'].map((letter) => `${batch}-${letter}`);
  const [tenant = ''] = names;

  async function note(name: string, event: object): Promise<void> {
    await api.plane.call('POST', `/api/v1/namespaces/${tenant}/events`, {
      metadata: { name, namespace: tenant },
      involvedObject: {
        apiVersion: 'v1',
        kind: 'Pod',
        namespace: tenant,
        name: 'web',
      },
      reportingComponent: 'example.com/test',
      reportingInstance: 'one',
      ...event,
    });
  }

  beforeAll(async () => {
    api = await startApi();
    for (const name of names) {
      await api.plane.call('POST', '/api/v1/namespaces', {
        metadata: { name, labels: { 'moorage.dev/tenant': name, batch } },
      });
    }
    const pulled = { type: 'Normal', reason: 'Pulled', message: 'Got it' };
    const late = { type: 'Warning', reason: 'BackOff', message: 'Again' };
    await note('pulled-once', {
      ...pulled,
      count: 2,
      firstTimestamp: '2026-11-24T08:00:00Z',
      lastTimestamp: '2026-11-24T08:01:00Z',
    });
    await note('pulled-again', {
      ...pulled,
      count: 1,
      firstTimestamp: '2026-11-24T08:02:00Z',
      lastTimestamp: '2026-11-24T08:02:00Z',
    });
    await note('series', {
      ...late,
      action: 'Starting',
      eventTime: '2026-11-24T08:00:00.000000Z',
      series: { count: 38, lastObservedTime: '2026-11-24T09:00:00.500000Z' },
    });
    await note('strange', {
      reason: 'Curious',
      message: 'Who knows',
      firstTimestamp: '2026-11-24T07:00:00Z',
      lastTimestamp: '2026-11-24T07:00:00Z',
    });
  });
  afterAll(async () => {
    for (const name of names)
      await api.plane.call('DELETE', `/api/v1/namespaces/${name}`);
    await api.stop();
  });

  const SELECT =
    'type reason message regarding { apiVersion kind name } count firstSeen lastSeen';
  async function events(args = ''): Promise<Seen[]> {
    const { data, errors } = await api.run<{ tenant: { events: Seen[] } }>(
      `{ tenant(name: "${tenant}") { events${args} { ${SELECT} } } }`,
    );
    expect(errors).toBeUndefined();
    return data.tenant.events;
  }

  test('are folded, newest first', async () => {
    expect(await events()).toEqual([
      {
        type: 'WARNING',
        reason: 'BackOff',
        message: 'Again',
        regarding: { apiVersion: 'v1', kind: 'Pod', name: 'web' },
        count: 38,
        firstSeen: '2026-11-24T08:00:00.000000Z',
        lastSeen: '2026-11-24T09:00:00.500000Z',
      },
      expect.objectContaining({
        type: 'NORMAL',
        reason: 'Pulled',
        count: 3,
        firstSeen: '2026-11-24T08:00:00Z',
        lastSeen: '2026-11-24T08:02:00Z',
      }),
      expect.objectContaining({ type: 'UNKNOWN', reason: 'Curious', count: 1 }),
    ]);
  });

  test('are cut after first, and picked by type at the cluster', async () => {
    expect(await events('(first: 1)')).toMatchObject([{ reason: 'BackOff' }]);
    for (const [type, reason] of [
      ['NORMAL', 'Pulled'],
      ['WARNING', 'BackOff'],
      ['UNKNOWN', 'Curious'],
    ]) {
      api.proxy.reset();
      expect(await events(`(type: ${type})`)).toMatchObject([{ reason }]);
      const list = api.proxy.passed.find(({ path }) =>
        path.endsWith('/events'),
      );
      expect(list?.query.get('fieldSelector')).toContain('type');
    }
    const { errors } = await api.run(
      `{ tenant(name: "${tenant}") { events(first: 0) { reason } } }`,
    );
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test('of any number of tenants cost one LIST', async () => {
    api.proxy.reset();
    const { data, errors } = await api.run<{
      tenants: { nodes: { name: string; events: Seen[] }[] };
    }>(
      `{ tenants(filter: { labelSelector: "batch=${batch}" }) { nodes { name events { reason } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(countLists(api.proxy.passed)).toEqual({ namespaces: 1, events: 1 });
    expect(data.tenants.nodes.map(({ events: seen }) => seen.length)).toEqual([
      3, 0, 0,
    ]);
  });

  test('that the caller may not read are an error of their own field', async () => {
    api.proxy.fault = (_method, path) =>
      path.endsWith('/events')
        ? {
            status: 403,
            body: {
              kind: 'Status',
              reason: 'Forbidden',
              message: 'events is forbidden',
            },
          }
        : 'pass';
    const { data, errors } = await api.run<object>(
      `{ tenant(name: "${tenant}") { name events { reason } } }`,
    );
    api.proxy.fault = () => 'pass';
    expect(data).toEqual({ tenant: { name: tenant, events: null } });
    expect(errors?.[0]).toMatchObject({
      path: ['tenant', 'events'],
      extensions: { code: 'FORBIDDEN' },
    });
  });
});
