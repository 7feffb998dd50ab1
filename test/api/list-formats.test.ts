import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import type { Cluster, RawObject } from '../../src/cluster/cluster.js';
import { createCluster } from '../../src/cluster/create-cluster.js';
import type { Fields } from '../../src/cluster/fields.js';
import { type Kind, KINDS } from '../../src/cluster/kinds.js';
import { fieldsOf, structOf } from '../../src/cluster/protobuf/field-table.js';
import {
  type ControlPlane,
  openControlPlane,
  uniqueName,
} from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { RICH_OBJECTS } from '../support/rich-objects.js';

const kinds = Object.values(KINDS).filter(
  ({ apiVersion, kind }) => structOf(apiVersion, kind) !== undefined,
);
const LIMITS = { maxBytes: 2 ** 28, maxObjects: 100_000, maxProduced: 1_000 };

interface Thing {
  metadata: object;
  involvedObject?: object;
}

/** On the real control plane, objects whose fields are named come in protobuf; whole ones come in JSON on any. */
describe('a list says the same in every format', () => {
  let plane: ControlPlane;
  let cluster: Cluster;
  const namespace = uniqueName('formats');

  beforeAll(async () => {
    plane = openControlPlane();
    cluster = createCluster(
      {
        source: 'KUBECONFIG',
        name: 'test',
        server: plane.server,
        ca: plane.ca,
        insecure: false,
        own: { token: plane.token('admin') },
      },
      {
        ...LIMITS,
        connectTimeout: 10_000,
        readTimeout: 25_000,
        writeTimeout: 65_000,
        bodyTimeout: 60_000,
        bodyIdleTimeout: 10_000,
        streamIdleTimeout: 10_000,
        connections: 4,
        userAgent: 'moorage-test',
      },
    );
    await plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
    for (const { path, object } of RICH_OBJECTS) {
      const metadata = { ...(object as Thing).metadata, namespace };
      const about = (object as Thing).involvedObject;
      await eventually(() =>
        plane.call('POST', pathTo(namespace, path), {
          ...object,
          metadata,
          ...(about && { involvedObject: { ...about, namespace } }),
        }),
      );
    }
  }, 60_000);
  afterAll(async () => {
    await plane.call(
      'PATCH',
      `/api/v1/namespaces/${namespace}/pods/rich`,
      { metadata: { finalizers: null } },
      'application/merge-patch+json',
    );
    await plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    await cluster.close();
    await plane.close();
  });

  test.each(kinds.map((kind) => [kind.kind, kind] as const))(
    '%s',
    async (_, kind) => {
      await eventually(async () => {
        const struct = structOf(kind.apiVersion, kind.kind) ?? '';
        const fields = [...(fieldsOf(struct)?.keys() ?? [])];
        const small = await readAll(cluster, kind, fields);
        const whole = await readAll(cluster, kind);
        const same = [...small.keys()].filter((key) => whole.has(key));
        expect(same.length).toBeGreaterThan(0);
        for (const key of same) expect(small.get(key)).toEqual(whole.get(key));
      });
    },
    60_000,
  );
});

/** The objects by uid and version, without what JSON writes as null. */
async function readAll(
  cluster: Cluster,
  kind: Kind,
  fields?: Fields,
): Promise<Map<string, unknown>> {
  const session = cluster.as({ kind: 'connection' });
  const { items } = await session.list<RawObject, RawObject>(kind, {
    ...(fields && { fields }),
    project: (object) => object,
  });
  return new Map(
    items.map((object) => [
      `${object.metadata?.uid} ${object.metadata?.resourceVersion}`,
      withoutNulls(object),
    ]),
  );
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => each !== null && !IGNORED.has(key))
      .map(([key, each]) => [key, withoutNulls(each)]),
  );
}

const IGNORED = new Set(['managedFields']);

function pathTo(namespace: string, path: string): string {
  const [plural = '', group] = path.split(' ').reverse();
  const root = group ? `/apis/${group}` : '/api/v1';
  return `${root}/namespaces/${namespace}/${plural}`;
}
