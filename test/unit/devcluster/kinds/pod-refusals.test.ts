import { describe, expect, test } from '@jest/globals';

import { pods } from '../../../../devcluster/kinds/pod.js';
import { refusalsOf } from './drafts.js';

/** A spec and why the API server of Kubernetes 1.37.2 refuses it. */
const FACTS: [string, object, string[]][] = [
  [
    'gates',
    {
      nodeName: 'n',
      containers: [{ name: 'c', image: 'nginx:1' }],
      schedulingGates: [{ name: 'x' }, { name: 'x' }],
    },
    [
      'spec.schedulingGates[1]: Duplicate value: "x"',
      'spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared',
    ],
  ],
  [
    'restart',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      restartPolicy: 'Sometimes',
    },
    [
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ],
  ],
  [
    'dns',
    { containers: [{ name: 'c', image: 'nginx:1' }], dnsPolicy: 'X' },
    [
      'spec.dnsPolicy: Unsupported value: "X": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
    ],
  ],
  [
    'dns none',
    { containers: [{ name: 'c', image: 'nginx:1' }], dnsPolicy: 'None' },
    [
      'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
    ],
  ],
  [
    'dns none 2',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      dnsPolicy: 'None',
      dnsConfig: {},
    },
    [
      'spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None',
    ],
  ],
  [
    'deadline',
    { containers: [{ name: 'c', image: 'nginx:1' }], activeDeadlineSeconds: 0 },
    [
      'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
    ],
  ],
  [
    'os bad',
    { containers: [{ name: 'c', image: 'nginx:1' }], os: { name: 'plan9' } },
    [
      'spec.os: Unsupported value: "plan9": supported values: "linux", "windows"',
    ],
  ],
  [
    'os empty',
    { containers: [{ name: 'c', image: 'nginx:1' }], os: {} },
    ['spec.os.name: Required value'],
  ],
  [
    'share pid',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      hostPID: true,
      shareProcessNamespace: true,
    },
    [
      'spec.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
    ],
  ],
  [
    'host users',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      hostUsers: false,
      hostPID: true,
      hostNetwork: true,
      hostIPC: true,
    },
    [
      'spec.hostNetwork: Forbidden: when `hostUsers` is false',
      'spec.HostPID: Forbidden: when `hostUsers` is false',
      'spec.HostIPC: Forbidden: when `hostUsers` is false',
    ],
  ],
  [
    'ephemeral',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      ephemeralContainers: [{ name: 'e', image: 'nginx:1' }],
    },
    ['spec.ephemeralContainers: Forbidden: cannot be set on create'],
  ],
  [
    'security errors',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      securityContext: {
        runAsUser: -1,
        runAsGroup: -2,
        fsGroup: -3,
        supplementalGroups: [1, -4],
        seccompProfile: { type: 'X' },
        fsGroupChangePolicy: 'X',
        supplementalGroupsPolicy: 'X',
        sysctls: [
          { name: '', value: 'x' },
          { name: 'A', value: 'x' },
          { name: 'a.b', value: 'x' },
          { name: 'a.b', value: 'y' },
        ],
      },
    },
    [
      'spec.securityContext.fsGroup: Invalid value: -3: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.runAsGroup: Invalid value: -2: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.seccompProfile.type: Unsupported value: "X": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
      'spec.securityContext.supplementalGroups[1]: Invalid value: -4: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.sysctls[0].name: Required value',
      'spec.securityContext.sysctls[1].name: Invalid value: "A": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
      'spec.securityContext.sysctls[3].name: Duplicate value: "a.b"',
      'spec.securityContext.fsGroupChangePolicy: Unsupported value: "X": supported values: "Always", "OnRootMismatch"',
      'spec.securityContext.supplementalGroupsPolicy: Unsupported value: "X": supported values: "Merge", "Strict"',
    ],
  ],
  [
    'security seccomp',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          securityContext: { seccompProfile: {} },
        },
      ],
    },
    [
      'spec.containers[0].securityContext.seccompProfile.type: Required value: type is required when seccompProfile is set',
    ],
  ],
  [
    'security seccomp local',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          securityContext: { seccompProfile: { type: 'Localhost' } },
        },
      ],
    },
    [
      'spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
    ],
  ],
  [
    'security seccomp local path',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          securityContext: {
            seccompProfile: { type: 'Localhost', localhostProfile: '/x' },
          },
        },
      ],
    },
    [
      'spec.containers[0].securityContext.seccompProfile.localhostProfile: Invalid value: "/x": must be a relative path',
    ],
  ],
  [
    'security apparmor',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          securityContext: {
            appArmorProfile: { type: 'RuntimeDefault', localhostProfile: 'x' },
          },
        },
      ],
    },
    [
      'spec.containers[0].securityContext.appArmorProfile.localhostProfile: Invalid value: "x": can only be set when AppArmor type is Localhost',
    ],
  ],
  [
    'security procMount',
    {
      containers: [
        { name: 'c', image: 'nginx:1', securityContext: { procMount: 'X' } },
      ],
    },
    [
      'spec.containers[0].securityContext.procMount: Unsupported value: "X": supported values: "Default", "Unmasked"',
    ],
  ],
];

describe('a pod: what is refused', () => {
  test.each(FACTS)('%s', (_what, spec, refusals) => {
    expect(refusalsOf(pods, { spec })).toEqual(refusals);
  });
});
