import { expect, test } from '@jest/globals';

import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import { createKinds } from '../../../../devcluster/kinds/kind-table.js';
import { columnsOf } from '../../../../devcluster/tables/kind-columns.js';
import { cellsOf } from './cells.js';

const rbac = 'rbac.authorization.k8s.io';

test.each<[string, string, object, Record<string, unknown>]>([
  ['', 'services', { spec: { type: 'Odd' } }, { 'External-IP': '<unknown>' }],
  [
    '',
    'services',
    {
      spec: { type: 'LoadBalancer', externalIPs: ['9.9.9.9'] },
      status: {
        loadBalancer: {
          ingress: [{ ip: '5.5.5.5' }, { hostname: 'a.b' }, { ip: '1.1.1.1' }],
        },
      },
    },
    { 'External-IP': '1.1.1.1,5.5.5.5,a.b,9.9.9.9' },
  ],
  [
    '',
    'endpoints',
    { subsets: [{ notReadyAddresses: [{ ip: '1.1.1.1' }] }] },
    { Endpoints: '' },
  ],
  [
    'discovery.k8s.io',
    'endpointslices',
    {
      ports: [{ port: 1 }, { name: 'a' }, {}, { port: 4 }],
      endpoints: null,
    },
    { Ports: '1,a,* + 1 more...', Endpoints: '<unset>' },
  ],
  ['apps', 'deployments', {}, { Ready: '0/0', Selector: '' }],
  ['apps', 'replicasets', {}, { Desired: 0, Selector: '<none>' }],
  [
    '',
    'persistentvolumeclaims',
    {
      metadata: {
        deletionTimestamp: '2026-01-01T00:00:00Z',
        annotations: { 'volume.beta.kubernetes.io/storage-class': 'old' },
      },
      spec: { volumeName: 'v', storageClassName: 'new' },
      status: {
        capacity: { storage: '2Gi' },
        accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'],
      },
    },
    {
      Status: 'Terminating',
      Capacity: '2Gi',
      'Access Modes': 'ROX,RWOP',
      StorageClass: 'old',
      VolumeMode: '<unset>',
    },
  ],
  [
    '',
    'persistentvolumes',
    {
      spec: {
        capacity: { storage: '1Gi' },
        claimRef: { namespace: 'n', name: 'c' },
        volumeAttributesClassName: 'gold',
      },
      status: { phase: 'Failed', reason: 'Lost' },
    },
    {
      Capacity: '1Gi',
      Status: 'Failed',
      Claim: 'n/c',
      VolumeAttributesClass: 'gold',
      Reason: 'Lost',
    },
  ],
  [
    '',
    'nodes',
    {
      metadata: {
        labels: {
          'node-role.kubernetes.io/worker': '',
          'kubernetes.io/role': 'edge',
          'node-role.kubernetes.io/': '',
        },
      },
      spec: { unschedulable: true },
      status: {
        conditions: [{ type: 'Ready', status: 'False' }],
        addresses: [{ type: 'ExternalIP', address: '2.2.2.2' }],
        nodeInfo: { architecture: 'arm64' },
      },
    },
    {
      Status: 'NotReady,SchedulingDisabled',
      Roles: 'edge,worker',
      'Internal-IP': '<none>',
      'External-IP': '2.2.2.2',
      'Kernel-Version': '<unknown> (arm64)',
    },
  ],
  ['', 'nodes', {}, { Status: 'Unknown', Roles: '<none>', Version: '' }],
  [
    '',
    'componentstatuses',
    { conditions: [{ type: 'Healthy', status: 'False', error: 'no' }] },
    { Status: 'Unhealthy', Message: '', Error: 'no' },
  ],
  ['', 'componentstatuses', {}, { Status: 'Unknown' }],
  [
    '',
    'events',
    {
      involvedObject: {},
      eventTime: '2026-01-01T00:00:00.000000Z',
      firstTimestamp: null,
      reportingComponent: 'c',
    },
    {
      'Last Seen': '60m',
      Object: '',
      Source: 'c',
      'First Seen': '60m',
      Count: 1,
    },
  ],
  [
    'events.k8s.io',
    'events',
    {
      regarding: { kind: 'Pod', name: 'p' },
      note: 'what',
      eventTime: '2026-01-01T00:00:00.000000Z',
      series: { count: 4, lastObservedTime: '2026-01-01T00:59:00.000000Z' },
    },
    { 'Last Seen': '60s', Object: 'pod/p', Message: 'what', Count: 4 },
  ],
  [
    rbac,
    'clusterrolebindings',
    { subjects: [{ kind: 'Group', name: 'g' }] },
    { Users: '', Groups: 'g' },
  ],
  [rbac, 'roles', {}, { 'Created At': '<unknown>' }],
])('%s %s', (group, plural, object, cells) => {
  const whole: KubeObject = { metadata: {}, ...object };
  expect(cellsOf(columnsOf({ group, plural }), whole)).toMatchObject(cells);
});

test.each<[string, object, object]>([
  ['<none>', [], []],
  [
    'cpu: 12%/80%, memory: <unknown>/<auto>',
    [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { averageUtilization: 80 } },
      },
      { type: 'ContainerResource', containerResource: { name: 'memory' } },
    ],
    [{ type: 'Resource', resource: { current: { averageUtilization: 12 } } }],
  ],
  [
    '4/30 (avg), 9/5 + 1 more...',
    [
      { type: 'External', external: { target: { averageValue: '30' } } },
      { type: 'Object', object: { target: { value: '5' } } },
      { type: 'Pods', pods: { target: { averageValue: '1' } } },
    ],
    [
      { type: 'External', external: { current: { averageValue: '4' } } },
      { type: 'Object', object: { current: { value: '9' } } },
    ],
  ],
  [
    '500m/1, <unknown type>',
    [
      { type: 'Pods', pods: { target: { averageValue: '1' } } },
      { type: 'Odd' },
    ],
    [{ type: 'Pods', pods: { current: { averageValue: '500m' } } }],
  ],
])('targets: %s', (text, metrics, currentMetrics) => {
  const columns = columnsOf({
    group: 'autoscaling',
    plural: 'horizontalpodautoscalers',
  });
  const scaler = {
    metadata: {},
    spec: { metrics },
    status: { currentMetrics },
  };
  expect(cellsOf(columns, scaler).Targets).toBe(text);
});

test.each(createKinds())('$group $plural shows what is empty', (kind) => {
  const bookmark: KubeObject = { metadata: { resourceVersion: '1' } };
  for (const column of columnsOf(kind))
    expect(column.toCell(bookmark, 0)).not.toBeUndefined();
});
