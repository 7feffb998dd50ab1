import { describe, expect, test } from '@jest/globals';

import { pods } from '../../../../devcluster/kinds/pod.js';
import { refusalsOf } from './drafts.js';

/** A spec and why the API server of Kubernetes 1.37.2 refuses it. */
const FACTS: [string, object, string[]][] = [
  [
    'volume errors',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      volumes: [
        { name: 'a' },
        { name: 'a' },
        { name: 'B' },
        {},
        { name: 's', secret: {} },
        { name: 'c', configMap: { name: '', defaultMode: -1 } },
        { name: 'h', hostPath: { path: '' } },
        { name: 'h2', hostPath: { path: '/a/../b', type: 'X' } },
        { name: 'p', persistentVolumeClaim: { claimName: '' } },
        { name: 'two', emptyDir: {}, configMap: { name: 'x' } },
        { name: 'i', image: { pullPolicy: 'X' } },
        { name: 'n', nfs: { server: '', path: 'x' } },
        { name: 'csi', csi: { driver: '' } },
        { name: 'e', ephemeral: {} },
        { name: 'ed', emptyDir: { sizeLimit: '-1' } },
      ],
    },
    [
      'spec.volumes[1].name: Duplicate value: "a"',
      "spec.volumes[2].name: Invalid value: \"B\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'spec.volumes[3].name: Required value',
      'spec.volumes[4].secret.secretName: Required value',
      'spec.volumes[5].configMap.name: Required value',
      'spec.volumes[5].configMap.defaultMode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive',
      'spec.volumes[6].hostPath.path: Required value',
      'spec.volumes[7].hostPath.path: Invalid value: "/a/../b": must not contain \'..\'',
      'spec.volumes[7].hostPath.type: Unsupported value: "X": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
      'spec.volumes[8].persistentVolumeClaim.claimName: Required value',
      'spec.volumes[9].configMap: Forbidden: may not specify more than 1 volume type',
      'spec.volumes[10].image.reference: Required value',
      'spec.volumes[10].image.pullPolicy: Unsupported value: "X": supported values: "Always", "IfNotPresent", "Never"',
      'spec.volumes[11].nfs.server: Required value',
      'spec.volumes[11].nfs.path: Invalid value: "x": must be an absolute path',
      'spec.volumes[12].csi.driver: Required value',
      'spec.volumes[13].ephemeral.volumeClaimTemplate: Required value',
      'spec.volumes[14].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity',
    ],
  ],
  [
    'downward errors',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      volumes: [
        {
          name: 'd',
          downwardAPI: {
            defaultMode: 1000,
            items: [
              { path: '', fieldRef: { fieldPath: 'metadata.labels' } },
              { path: '/q', resourceFieldRef: { resource: 'limits.cpu' } },
              { path: '..x' },
              { path: '..', fieldRef: { fieldPath: 'spec.nodeName' } },
              {
                path: 'b',
                fieldRef: { fieldPath: 'metadata.uid' },
                resourceFieldRef: {
                  containerName: 'c',
                  resource: 'limits.cpu',
                },
              },
            ],
          },
        },
      ],
    },
    [
      'spec.volumes[0].downwardAPI.defaultMode: Invalid value: 1000: must be a number between 0 and 0777 (octal), both inclusive',
      'spec.volumes[0].downwardAPI.path: Required value',
      'spec.volumes[0].downwardAPI.path: Invalid value: "/q": must be a relative path',
      'spec.volumes[0].downwardAPI.resourceFieldRef.containerName: Required value',
      'spec.volumes[0].downwardAPI.path: Invalid value: "..x": must not start with \'..\'',
      'spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
      'spec.volumes[0].downwardAPI.path: Invalid value: "..": must not contain \'..\'',
      'spec.volumes[0].downwardAPI.path: Invalid value: "..": must not start with \'..\'',
      'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
      'spec.volumes[0].downwardAPI: Invalid value: "resource": fieldRef and resourceFieldRef can not be specified simultaneously',
    ],
  ],
  [
    'projected bad',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      volumes: [
        {
          name: 'a',
          projected: {
            defaultMode: 1000,
            sources: [
              {
                configMap: {
                  name: '',
                  items: [
                    { key: '', path: '' },
                    { key: 'a', path: '../x' },
                    { key: 'a', path: 'x' },
                  ],
                },
              },
              {
                secret: {
                  name: 'y',
                  items: [{ key: 'a', path: 'x', mode: 1000 }],
                },
              },
              { secret: { name: 'y' }, configMap: { name: 'y' } },
              {
                downwardAPI: {
                  items: [
                    { path: 'x', fieldRef: { fieldPath: 'metadata.name' } },
                    {},
                  ],
                },
              },
            ],
          },
        },
      ],
    },
    [
      'spec.volumes[0].projected.defaultMode: Invalid value: 1000: must be a number between 0 and 0777 (octal), both inclusive',
      'spec.volumes[0].projected.sources[0].configMap.name: Required value',
      'spec.volumes[0].projected.sources[0].configMap.items[0].key: Required value',
      'spec.volumes[0].projected.sources[0].configMap.items[0].path: Required value',
      'spec.volumes[0].projected.sources[0].configMap.items[1].path: Invalid value: "../x": must not contain \'..\'',
      'spec.volumes[0].projected.sources[1].secret.items[0].mode: Invalid value: 1000: must be a number between 0 and 0777 (octal), both inclusive',
      'spec.volumes[0].projected: Invalid value: "y": conflicting duplicate paths',
      'spec.volumes[0].projected.sources[2]: Forbidden: may not specify more than 1 volume type per source',
      'spec.volumes[0].projected: Invalid value: "x": conflicting duplicate paths',
      'spec.volumes[0].projected.sources[3].downwardAPI.path: Required value',
      'spec.volumes[0].projected.sources[3].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
    ],
  ],
  [
    'projected token bad',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      serviceAccountName: 'default',
      volumes: [
        {
          name: 'a',
          projected: {
            sources: [
              { serviceAccountToken: { path: '', expirationSeconds: 5 } },
              {
                serviceAccountToken: {
                  path: '/x',
                  expirationSeconds: 5000000000,
                },
              },
            ],
          },
        },
      ],
    },
    [
      'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes',
      'spec.volumes[0].projected.path: Required value',
      'spec.volumes[0].projected.sources[1].serviceAccountToken.expirationSeconds: Invalid value: 5000000000: may not specify a duration larger than 2^32 seconds',
      'spec.volumes[0].projected.path: Invalid value: "/x": must be a relative path',
    ],
  ],
];

describe('volumes: what is refused', () => {
  test.each(FACTS)('%s', (_what, spec, refusals) => {
    expect(refusalsOf(pods, { spec })).toEqual(refusals);
  });
});
