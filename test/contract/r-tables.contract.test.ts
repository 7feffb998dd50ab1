import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { aNamespace, call, closePlane, watch } from './plane.js';
import { TABLE, type Table, tableOf, toColumnLine } from './table.js';
import { change, create, pathsOf } from './workloads.js';

const headers = { accept: TABLE };
const AGE: unknown = expect.stringMatching(/^\d+s$/);

const REPLICATOR =
  'Name, Desired#, Current#, Ready#, Age, (Containers), (Images), (Selector)';
const BINDING = 'Name, Role, Age, (Users), (Groups), (ServiceAccounts)';
const EVENT =
  'Last Seen, Type, Reason, Object, (Subobject), (Source), Message, (First Seen), (Count), (Name)';
const PLAIN = 'Name, Created At@';

const COLUMNS = {
  '/api/v1/componentstatuses': 'Name, Status, Message, Error',
  '/api/v1/configmaps': 'Name, Data, Age',
  '/api/v1/endpoints': 'Name, Endpoints, Age',
  '/api/v1/events': EVENT,
  '/api/v1/limitranges': PLAIN,
  '/api/v1/namespaces': 'Name, Status, Age',
  '/api/v1/nodes':
    'Name, Status, Roles, Age, Version, (Internal-IP), (External-IP), (OS-Image), (Kernel-Version), (Container-Runtime)',
  '/api/v1/persistentvolumeclaims':
    'Name, Status, Volume, Capacity, Access Modes, StorageClass, VolumeAttributesClass, Age, (VolumeMode)',
  '/api/v1/persistentvolumes':
    'Name, Capacity, Access Modes, Reclaim Policy, Status, Claim, StorageClass, VolumeAttributesClass, Reason, Age, (VolumeMode)',
  '/api/v1/pods':
    'Name, Ready, Status, Restarts, Age, (IP), (Node), (Nominated Node), (Readiness Gates)',
  '/api/v1/podtemplates': 'Name, Containers, Images, Pod Labels',
  '/api/v1/replicationcontrollers': REPLICATOR,
  '/api/v1/resourcequotas': 'Name, Request, Limit, Age',
  '/api/v1/secrets': 'Name, Type, Data, Age',
  '/api/v1/serviceaccounts': 'Name, Age',
  '/api/v1/services':
    'Name, Type, Cluster-IP, External-IP, Port(s), Age, (Selector)',
  '/apis/apps/v1/deployments':
    'Name, Ready, Up-to-date, Available, Age, (Containers), (Images), (Selector)',
  '/apis/apps/v1/replicasets': REPLICATOR,
  '/apis/autoscaling/v2/horizontalpodautoscalers':
    'Name, Reference, Targets, MinPods, MaxPods, Replicas, Age',
  '/apis/discovery.k8s.io/v1/endpointslices':
    'Name, AddressType, Ports, Endpoints, Age',
  '/apis/events.k8s.io/v1/events': EVENT,
  '/apis/networking.k8s.io/v1/networkpolicies': 'Name, Pod-Selector, Age',
  '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings': BINDING,
  '/apis/rbac.authorization.k8s.io/v1/clusterroles': PLAIN,
  '/apis/rbac.authorization.k8s.io/v1/rolebindings': BINDING,
  '/apis/rbac.authorization.k8s.io/v1/roles': PLAIN,
};

let configMaps = '';

beforeAll(async () => {
  ({ configMaps } = pathsOf(await aNamespace()));
  await create(configMaps, { metadata: { name: 'one' }, data: { a: '1' } });
});
afterAll(closePlane);

describe('a table', () => {
  clause('R13/table', 'MUST have the columns of its kind', async () => {
    const lines = await Promise.all(
      Object.keys(COLUMNS).map(async (path) => [
        path,
        toColumnLine(await tableOf(`${path}?limit=1&includeObject=None`)),
      ]),
    );
    expect(Object.fromEntries(lines)).toEqual(COLUMNS);
    const list = await tableOf(`${configMaps}?limit=1`);
    expect(list).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
    expect(list.rows).toHaveLength(1);
    expect(list.metadata.resourceVersion).toMatch(/^\d+$/);
    expect(list.metadata.continue).toMatch(/./);
    const one = await tableOf(`${configMaps}/one`);
    const object = one.rows[0]?.object;
    expect(one.metadata).toEqual({
      resourceVersion: object?.metadata.resourceVersion,
    });
    const empty = await tableOf(`${configMaps}?labelSelector=no=where`);
    expect([empty.rows, toColumnLine(empty)]).toEqual([[], 'Name, Data, Age']);
  });

  clause('R13/include', 'MUST give of each object what is asked', async () => {
    const { body: object } = await call('GET', `${configMaps}/one`);
    const partial = {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: object.metadata,
    };
    const include = async (query: string) => [
      (await tableOf(`${configMaps}/one${query}`)).rows[0]?.object,
      (await tableOf(`${configMaps}${query}`)).rows[1]?.object,
    ];
    const both = (one: unknown) => [one, one];
    // The list is sorted by name; the one before is the root certificate.
    expect(await include('')).toEqual(both(partial));
    expect(await include('?includeObject=')).toEqual(both(partial));
    expect(await include('?includeObject=Metadata')).toEqual(both(partial));
    expect(await include('?includeObject=Object')).toEqual(both(object));
    expect(await include('?includeObject=None')).toEqual(both(null));
    const odd = await call('GET', `${configMaps}/one?includeObject=Odd`, {
      headers,
    });
    expect([odd.status, odd.body]).toEqual([
      400,
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message:
          "Unable to convert to Table as requested: includeObject: Invalid value: \"Odd\": must be 'Metadata', 'Object', 'None', or empty",
        reason: 'BadRequest',
        code: 400,
      },
    ]);
  });

  clause(
    'R13/writes',
    'MUST come from writes, but not for a Status',
    async () => {
      const path = `${configMaps}/made`;
      const post = (accept: string) =>
        call<Table>('POST', configMaps, {
          headers: { accept },
          body: { metadata: { name: 'made' } },
        });
      const made = await post(TABLE);
      expect([made.status, made.body.kind]).toEqual([201, 'Table']);
      expect(made.body.rows).toMatchObject([{ cells: ['made', 0, AGE] }]);
      const again = await post(TABLE);
      expect([again.status, again.body.kind]).toEqual([409, 'Status']);
      const gone = await call('DELETE', path, { headers });
      expect([gone.status, gone.body.kind]).toEqual([200, 'Status']);
      const missing = await call('GET', path, { headers });
      expect([missing.status, missing.body.kind]).toEqual([404, 'Status']);
      const unknown = TABLE.replace('v=v1', 'v=v9');
      const refused = await call('GET', configMaps, {
        headers: { accept: unknown },
      });
      expect([refused.status, refused.body.reason]).toEqual([
        406,
        'NotAcceptable',
      ]);
      const plain = await call('GET', configMaps, {
        headers: { accept: `${unknown},application/json` },
      });
      expect(plain.body.kind).toBe('ConfigMapList');
    },
  );

  clause('R13/watch', 'MUST name its columns once in a watch', async () => {
    const selector = 'fieldSelector=metadata.name=watched';
    const made = await create(configMaps, { metadata: { name: 'watched' } });
    const stream = await watch(`${configMaps}?${selector}`, 'admin', headers);
    try {
      await stream.until(1);
      await change(`${configMaps}/watched`, { data: { a: '1', b: '2' } });
      await call('DELETE', `${configMaps}/watched`);
      const events = await stream.until(3);
      const tables = events.map(({ object }) => object as unknown as Table);
      expect(events.map(({ type }) => type)).toEqual([
        'ADDED',
        'MODIFIED',
        'DELETED',
      ]);
      expect(tables.map(({ kind }) => kind)).toEqual(Array(3).fill('Table'));
      const [first, ...later] = tables;
      expect(first && toColumnLine(first)).toBe('Name, Data, Age');
      expect(later.map((one) => one.columnDefinitions)).toEqual([null, null]);
      expect(tables.map(({ rows }) => rows.map(({ cells }) => cells))).toEqual([
        [['watched', 0, AGE]],
        [['watched', 2, AGE]],
        [['watched', 2, AGE]],
      ]);
      expect(first?.rows[0]?.object).toEqual({
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: made.metadata,
      });
      expect(first?.metadata).toEqual({
        resourceVersion: made.metadata.resourceVersion,
      });
    } finally {
      await stream.close();
    }
  });
});
