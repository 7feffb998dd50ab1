import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { SIXTEEN_KINDS, type Verb, VERBS } from '../fixtures/sixteen-kinds.js';
import { uniqueName } from '../support/control-plane.js';
import {
  type ResourceAnswer,
  runResource,
} from '../support/resource-mutation.js';
import { type Api, startApi } from '../support/start-api.js';

interface Stored {
  metadata: {
    name: string;
    uid: string;
    labels?: Record<string, string>;
    deletionTimestamp?: string;
  };
  status?: object;
}

/** The verbs of the original design on its kinds: what the cluster offers works, and what it does not is refused in words. */
describe('eight verbs on sixteen kinds', () => {
  let api: Api;
  const namespace = uniqueName('verbs');
  beforeAll(async () => {
    api = await startApi();
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
  }, 60_000);
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    await api.stop();
  });

  describe.each(SIXTEEN_KINDS)('$plural', (row) => {
    const name = uniqueName('one');
    const other = uniqueName('two');
    const place = row.namespaced ? { namespace } : {};
    const named = { apiVersion: 'v1', kind: row.kind, ...place };
    const path = `/api/v1/${row.namespaced ? `namespaces/${namespace}/` : ''}${row.plural}`;
    const read = (which = name) =>
      api.plane.call<Stored>('GET', `${path}/${which}`);
    const toObject = (which: string) => ({
      ...{ apiVersion: 'v1', kind: row.kind },
      metadata: { name: which, labels: { run: which } },
      ...(JSON.parse(
        JSON.stringify(row.body(which)).replaceAll('$namespace', namespace),
      ) as object),
    });
    const run = (field: string, input: object) =>
      runResource(api, field, input as Record<string, unknown>);

    const RUNS: Record<Verb, () => Promise<ResourceAnswer | void>> = {
      async create() {
        for (const which of [name, other]) {
          const answer = await run('createResource', {
            ...{ object: toObject(which), ...place },
          });
          if (row.refused.includes('create')) return answer;
          expectDone(answer, 'CREATED', which);
          expect((await read(which)).metadata.labels?.run).toBe(which);
        }
      },
      async get() {
        const which = await aName();
        if (which === undefined) return;
        const { data, errors } = await api.run<{ resource: object }>(
          `query ($namespace: String) { resource(apiVersion: "v1", kind: "${row.kind}", namespace: $namespace, name: "${which}") { kind name uid object(path: "/metadata/name") } }`,
          place,
        );
        expect(errors).toBeUndefined();
        expect(data.resource).toMatchObject({
          ...{ kind: row.kind, name: which, object: which },
        });
      },
      async list() {
        const labelSelector = row.refused.includes('create')
          ? undefined
          : `run in (${name}, ${other})`;
        const { data, errors } = await api.run<{
          resources: { nodes: { name: string }[] };
        }>(
          `query ($namespace: String, $labelSelector: String) { resources(apiVersion: "v1", kind: "${row.kind}", namespace: $namespace, labelSelector: $labelSelector, first: 200) { nodes { name } } }`,
          { ...place, labelSelector },
        );
        expect(errors).toBeUndefined();
        const which = await aName();
        if (which !== undefined)
          expect(data.resources.nodes).toContainEqual({ name: which });
      },
      async patch() {
        const patch = { metadata: { labels: { patched: 'yes' } } };
        const answer = await run('patchResource', { ...named, name, patch });
        if (row.refused.includes('patch')) return answer;
        expectDone(answer, 'CONFIGURED', name);
        expect((await read()).metadata.labels?.patched).toBe('yes');
      },
      async update() {
        if (row.refused.includes('update'))
          return run('replaceResource', { object: toObject(name), ...place });
        const stored = await read();
        const labels = { ...stored.metadata.labels, updated: 'yes' };
        const object = { ...stored, metadata: { ...stored.metadata, labels } };
        delete (object.metadata as { resourceVersion?: string })
          .resourceVersion;
        expectDone(
          await run('replaceResource', { object }),
          'CONFIGURED',
          name,
        );
        expect((await read()).metadata.labels?.updated).toBe('yes');
      },
      async updateStatus() {
        if (row.refused.includes('updateStatus'))
          return run('replaceResource', {
            ...{ object: toObject(name), ...place, subresource: 'status' },
          });
        const stored = await read();
        const object = {
          ...stored,
          metadata: { ...stored.metadata, resourceVersion: undefined },
          status: { ...stored.status, ...row.status },
        };
        const answer = await run('replaceResource', {
          ...{ object, subresource: 'status' },
        });
        expectDone(answer, 'CONFIGURED', name);
        expect(answer.resource?.object.status).toMatchObject(row.status ?? {});
      },
      async delete() {
        const answer = await run('deleteResource', {
          ...{ ...named, name, gracePeriodSeconds: 0 },
        });
        if (row.refused.includes('delete')) return answer;
        expectDone(answer, 'DELETED', name);
        await expectGone(name);
      },
      async deleteCollection() {
        const answer = await run('deleteResources', {
          ...{ ...named, labelSelector: `run=${other}` },
        });
        if (row.refused.includes('deleteCollection')) {
          if (!row.refused.includes('create'))
            await api.plane.call('DELETE', `${path}/${other}`);
          return answer;
        }
        expectDone(answer, 'DELETED', other);
        expect(answer.deleted).toBe(1);
        await expectGone(other);
      },
    };

    test.each(VERBS)('%s', async (verb) => {
      const answer = await RUNS[verb]();
      if (!row.refused.includes(verb)) return;
      expect(answer?.userErrors).toMatchObject([
        {
          code: 'INVALID',
          message: expect.stringMatching(
            verb === 'updateStatus'
              ? /has no subresource "status"/
              : /does not offer to .* It offers: /,
          ),
        },
      ]);
      expect(answer?.changes).toEqual([]);
    });

    /** An object to read: one of our own, or of a kind that cannot be made, the first there is. */
    async function aName(): Promise<string | undefined> {
      if (!row.refused.includes('create')) return name;
      const { items } = await api.plane.call<{ items: Stored[] }>('GET', path);
      return items[0]?.metadata.name;
    }

    /** What has finalizers takes a while. */
    async function expectGone(which: string): Promise<void> {
      try {
        expect((await read(which)).metadata.deletionTimestamp).toBeDefined();
      } catch (error) {
        expect(String(error)).toMatch(/: 404 /);
      }
    }
  });
});

function expectDone(
  { userErrors, changes }: ResourceAnswer,
  action: string,
  name: string,
): void {
  expect(userErrors).toEqual([]);
  expect(changes).toMatchObject([{ action, name }]);
}
