import { describe, expect, test } from '@jest/globals';

import { pods } from '../../../../devcluster/kinds/pod.js';
import { refusalsOf } from './drafts.js';

/** A spec and why the API server of Kubernetes 1.37.2 refuses it. */
const FACTS: [string, object, string[]][] = [
  [
    'mount errors',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          volumeMounts: [
            { name: 'a', mountPath: '/x' },
            { name: 'a', mountPath: '/x' },
            { name: 'b', mountPath: '' },
            { name: '', mountPath: '/q' },
            { name: 'a', mountPath: '/r', subPath: '/../x' },
            { name: 'a', mountPath: '/s', subPath: 'a', subPathExpr: 'b' },
            { name: 'a', mountPath: '/t', mountPropagation: 'X' },
            { name: 'a', mountPath: '/u', mountPropagation: 'Bidirectional' },
            { name: 'a', mountPath: '/v', recursiveReadOnly: 'Enabled' },
            { name: 'a', mountPath: '/w', recursiveReadOnly: 'X' },
          ],
        },
      ],
      volumes: [{ name: 'a' }],
    },
    [
      'spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/x": must be unique',
      'spec.containers[0].volumeMounts[2].name: Not found: "b"',
      'spec.containers[0].volumeMounts[2].mountPath: Required value',
      'spec.containers[0].volumeMounts[3].name: Required value',
      'spec.containers[0].volumeMounts[3].name: Not found: ""',
      'spec.containers[0].volumeMounts.subPath: Invalid value: "/../x": must be a relative path',
      'spec.containers[0].volumeMounts.subPath: Invalid value: "/../x": must not contain \'..\'',
      'spec.containers[0].volumeMounts[5].subPathExpr: Invalid value: "b": subPathExpr and subPath are mutually exclusive',
      'spec.containers[0].volumeMounts.mountPropagation: Unsupported value: "X": supported values: "Bidirectional", "HostToContainer", "None"',
      'spec.containers[0].volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers',
      'spec.containers[0].volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true',
      'spec.containers[0].volumeMounts.recursiveReadOnly: Unsupported value: "X": supported values: "Disabled", "Enabled", "IfPossible"',
    ],
  ],
  [
    'devices',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          volumeDevices: [
            { name: 'a', devicePath: '/d' },
            { name: 'p', devicePath: '/d' },
            { name: 'p', devicePath: '/../x' },
            { name: 'q', devicePath: '' },
          ],
        },
      ],
      volumes: [
        { name: 'a' },
        { name: 'p', persistentVolumeClaim: { claimName: 'x' } },
      ],
    },
    [
      'spec.containers[0].volumeDevices[0].name: Invalid value: "a": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      'spec.containers[0].volumeDevices[1].devicePath: Invalid value: "/d": must be unique',
      'spec.containers[0].volumeDevices[2].name: Invalid value: "p": must be unique',
      'spec.containers[0].volumeDevices[2].devicePath: Invalid value: "/../x": can not contain backsteps (\'..\')',
      'spec.containers[0].volumeDevices[3].name: Not found: "q"',
      'spec.containers[0].volumeDevices[3].devicePath: Required value',
    ],
  ],
];

describe('mounts and devices: what is refused', () => {
  test.each(FACTS)('%s', (_what, spec, refusals) => {
    expect(refusalsOf(pods, { spec })).toEqual(refusals);
  });
});
