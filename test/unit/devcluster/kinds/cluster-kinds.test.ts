import { describe, expect, test } from '@jest/globals';

import { endpointSlices } from '../../../../devcluster/kinds/endpoint-slice.js';
import { endpoints } from '../../../../devcluster/kinds/endpoints.js';
import { namespaces } from '../../../../devcluster/kinds/namespace.js';
import { nodes } from '../../../../devcluster/kinds/node.js';
import { persistentVolumes } from '../../../../devcluster/kinds/persistent-volume.js';
import { persistentVolumeClaims } from '../../../../devcluster/kinds/persistent-volume-claim.js';
import { changeRefusals, refusalsOf, toDraft, toShown } from './drafts.js';

const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

describe('a namespace', () => {
  test('begins active, held by its content, labelled with its name', () => {
    expect(
      toShown(namespaces, {
        spec: { finalizers: ['a.b/c'] },
        status: { phase: 'Terminating' },
      }),
    ).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'x' } },
      spec: { finalizers: ['a.b/c', 'kubernetes'] },
      status: { phase: 'Active' },
    });
    expect(
      refusalsOf(namespaces, { spec: { finalizers: ['nofqdn'] } }),
    ).toEqual([
      'spec.finalizers: Invalid value: "nofqdn": name is neither a standard finalizer name nor is it fully qualified',
    ]);
  });

  test('keeps its finalizers in a change', () => {
    const draft = { metadata: { name: 'x' }, spec: {} };
    namespaces.prepareUpdate?.(draft, {
      metadata: {},
      spec: { finalizers: ['kubernetes'] },
    });
    expect(draft.spec).toEqual({ finalizers: ['kubernetes'] });
  });

  test('is terminating exactly while it is deleted', () => {
    const refused = (phase: string, deletionTimestamp?: string) =>
      namespaces
        .validateStatus?.(
          { metadata: { deletionTimestamp }, status: { phase } },
          { metadata: {} },
        )
        ?.map(({ message }) => message);
    expect(refused('Active')).toEqual([]);
    expect(refused('Terminating', 't')).toEqual([]);
    expect(refused('Terminating')).toEqual([
      'Invalid value: "Terminating": may only be \'Active\' if `deletionTimestamp` is empty',
    ]);
    expect(refused('Active', 't')).toEqual([
      'Invalid value: "Active": may only be \'Terminating\' if `deletionTimestamp` is not empty',
    ]);
  });
});

describe('a node', () => {
  test('is tainted at first and can give what it has', () => {
    const { spec, status } = toDraft(nodes, {
      spec: { podCIDR: '10.0.0.0/24' },
      status: { capacity: { cpu: '4' } },
    });
    expect(spec).toEqual({
      podCIDR: '10.0.0.0/24',
      podCIDRs: ['10.0.0.0/24'],
      taints: [NOT_READY],
    });
    expect(status).toEqual({
      capacity: { cpu: '4' },
      allocatable: { cpu: '4' },
    });
    expect(toDraft(nodes, { spec: { taints: [NOT_READY] } }).spec).toEqual({
      taints: [NOT_READY],
    });
    expect(
      nodes.fields?.['spec.unschedulable']?.({ metadata: {}, spec: {} }),
    ).toBe('false');
  });

  test('has taints with effects, each once', () => {
    const taint = { key: 'a', value: 'b', effect: 'NoExecute' };
    expect(
      refusalsOf(nodes, {
        spec: {
          taints: [taint, taint, { key: 'c', effect: 'x' }, { key: 'd' }],
        },
      }),
    ).toEqual([
      'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"b","Effect":"NoExecute","TimeAdded":null}: taints must be unique by key and effect pair',
      'metadata.taints[2].effect: Unsupported value: "x": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
      'metadata.taints[3].effect: Required value',
    ]);
  });

  test('keeps its place', () => {
    const spec = { podCIDR: '10.0.0.0/24', providerID: 'p' };
    expect(changeRefusals(nodes, { spec }, { spec })).toEqual([]);
    expect(
      changeRefusals(
        nodes,
        { spec },
        { spec: { podCIDR: '10.0.1.0/24', externalID: 'e' } },
      ),
    ).toEqual([
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
      'spec.providerID: Invalid value: null: field cannot be cleared once set',
      'spec.externalID: Forbidden: may not be updated',
    ]);
  });
});

describe('a claim of storage', () => {
  const spec = {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '2Gi' } },
  };
  const sized = (storage: string) => ({
    ...spec,
    resources: { requests: { storage } },
  });

  test('says by both fields where its content is from', () => {
    const dataSource = { kind: 'PersistentVolumeClaim', name: 'y' };
    expect(
      toShown(persistentVolumeClaims, { spec: { ...spec, dataSource } }).spec,
    ).toMatchObject({ dataSource, dataSourceRef: dataSource });
    const unknown = { ...spec, dataSource: { kind: 'Foo', name: 'y' } };
    expect(
      toShown(persistentVolumeClaims, { spec: unknown }).spec,
    ).not.toHaveProperty('dataSource');
    expect(
      refusalsOf(persistentVolumeClaims, {
        spec: {
          ...spec,
          dataSource,
          dataSourceRef: { ...dataSource, name: 'z' },
        },
      }),
    ).toEqual(['spec: Invalid value: {}: must match dataSourceRef']);
  });

  test('changes only once bound, and then in size', () => {
    const [refusal = ''] = changeRefusals(
      persistentVolumeClaims,
      { spec },
      { spec: sized('3Gi') },
    );
    expect(refusal).toMatch(
      /^spec: Forbidden: spec is immutable after creation except resources\.requests and volumeAttributesClassName for bound claims\n/,
    );
    const bound = (storage: string) => ({
      metadata: {},
      spec: sized(storage),
      status: { phase: 'Bound', capacity: { storage: '2Gi' } },
    });
    const change = (before: string, after: string) =>
      persistentVolumeClaims
        .validateUpdate?.(bound(after), bound(before))
        .map(({ field }) => field);
    expect(change('2Gi', '3Gi')).toEqual([]);
    expect(change('4Gi', '3Gi')).toEqual([]);
    expect(change('4Gi', '2Gi')).toEqual(['spec.resources.requests.storage']);
    expect(
      changeRefusals(
        persistentVolumeClaims,
        { spec },
        { spec: { ...spec, volumeName: 'v' } },
      ),
    ).toEqual([]);
  });
});

test('a volume is somewhere', () => {
  expect(
    refusalsOf(persistentVolumes, {
      spec: {
        accessModes: ['Foo'],
        capacity: { cpu: '1' },
        nfs: { server: 'a', path: '/' },
        hostPath: { path: '/' },
      },
    }),
  ).toEqual([
    'spec.accessModes: Unsupported value: "Foo": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    'spec.capacity: Unsupported value: {"cpu":"1"}: supported values: "storage"',
    'spec.nfs: Forbidden: may not specify more than 1 volume type',
  ]);
});

describe('where a service leads', () => {
  test('is said by endpoints', () => {
    expect(endpoints.warning).toBe(
      'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
    );
    const address = { ip: '1.2.3.4' };
    expect(
      toShown(endpoints, {
        subsets: [{ addresses: [address], ports: [{ port: 1 }] }],
      }).subsets,
    ).toEqual([
      { addresses: [address], ports: [{ port: 1, protocol: 'TCP' }] },
    ]);
    expect(
      refusalsOf(endpoints, {
        subsets: [{ ports: [{ port: 1 }, { port: 0, name: 'b' }] }],
      }),
    ).toEqual([
      'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
      'subsets[0].ports[0].name: Required value',
      'subsets[0].ports[1].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ]);
  });

  test('is said by slices', () => {
    const slice = {
      addressType: 'IPv4',
      endpoints: [{ addresses: ['1.2.3.4'] }],
    };
    expect(toShown(endpointSlices, { ...slice, ports: [{}] }).ports).toEqual([
      { name: '', protocol: 'TCP' },
    ]);
    expect(
      refusalsOf(endpointSlices, {
        addressType: 'IPv4',
        endpoints: [{}, { addresses: ['::2'] }],
        ports: [{}, {}],
      }),
    ).toEqual([
      'ports[1].name: Duplicate value: ""',
      'endpoints[0].addresses: Required value',
      'endpoints[1].addresses: Invalid value: "::2": must be an IPv4 address',
    ]);
    expect(
      refusalsOf(endpointSlices, {
        addressType: 'FQDN',
        endpoints: [{ addresses: ['a.b.', 'ab'] }],
      }),
    ).toEqual([
      'endpoints[0].addresses[1]: Invalid value: "ab": should be a domain with at least two segments separated by dots',
    ]);
    expect(
      refusalsOf(endpointSlices, {
        addressType: 'Foo',
        endpoints: Array(1001).fill({ addresses: ['x'] }),
      }),
    ).toEqual([
      'addressType: Unsupported value: "Foo": supported values: "FQDN", "IPv4", "IPv6"',
      'endpoints: Too many: 1001: must have at most 1000 items',
    ]);
    expect(
      changeRefusals(endpointSlices, slice, { ...slice, addressType: 'IPv6' }),
    ).toEqual(['addressType: Invalid value: null: field is immutable']);
  });
});
