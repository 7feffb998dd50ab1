import { describe, expect, test } from '@jest/globals';

import type { PodSpec } from '../../../../devcluster/admission/pod-object.js';
import {
  printViolations,
  violationsOf,
} from '../../../../devcluster/admission/pod-security/evaluate.js';
import type { Level } from '../../../../devcluster/admission/pod-security/policy.js';

const told = (
  level: Level,
  spec: PodSpec,
  minor = Infinity,
  annotations: Record<string, string> = {},
) => printViolations(violationsOf({ level, minor }, { annotations, spec }));

/** What restricted demands, in a container that fulfils it. */
const GOOD = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Containers named a, b, ... of which each is good but for what is given. */
const containers = (...contexts: object[]) => ({
  containers: contexts.map((context, at) => ({
    name: 'abc'.charAt(at),
    securityContext: { ...GOOD, ...context },
  })),
});

const SYSCTLS = [
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_notsent_lowat',
];

describe('baseline', () => {
  test.each<[string, PodSpec]>([
    [
      'forbidden AppArmor profile (container "a" must not set AppArmor profile type to "Unconfined")',
      containers(
        { appArmorProfile: { type: 'Unconfined' } },
        { appArmorProfile: { type: 'Localhost' } },
      ),
    ],
    [
      'non-default capabilities (containers "a", "b" must not include "ALL", "NET_RAW", "SYS_TIME" in securityContext.capabilities.add)',
      containers(
        { capabilities: { add: ['SYS_TIME', 'NET_RAW'] } },
        { capabilities: { add: ['ALL', 'CHOWN'] } },
        { capabilities: { add: ['KILL'] } },
      ),
    ],
    [
      'host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)',
      { hostIPC: true, hostPID: true, hostNetwork: true },
    ],
    [
      'hostPath volumes (volumes "v", "w")',
      {
        volumes: [
          { name: 'v', hostPath: {} },
          { name: 'w', hostPath: {} },
          { name: 'x', nfs: {} },
        ],
      },
    ],
    [
      'hostPort (containers "i", "c" use hostPorts 80, 8080, 81)',
      {
        containers: [
          { name: 'c', ports: [{ hostPort: 81 }, { hostPort: 80 }] },
        ],
        initContainers: [{ name: 'i', ports: [{ hostPort: 8080 }, {}] }],
      },
    ],
    [
      'probe or lifecycle host (container "c" uses probe or lifecycle hosts "a.b", "c.d")',
      {
        containers: [
          {
            name: 'c',
            livenessProbe: { httpGet: { host: 'c.d' } },
            readinessProbe: { tcpSocket: {} },
            lifecycle: { preStop: { tcpSocket: { host: 'a.b' } } },
          },
        ],
      },
    ],
    [
      'privileged (container "b" must not set securityContext.privileged=true)',
      containers({}, { privileged: true }),
    ],
    [
      'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
      containers({ procMount: 'Unmasked' }, { procMount: 'Default' }),
    ],
    [
      'seLinuxOptions (pod and containers "a", "b" set forbidden securityContext.seLinuxOptions: types "x_t", "y_t"; user may not be set; role may not be set)',
      {
        securityContext: { seLinuxOptions: { user: 'u' } },
        ...containers(
          { seLinuxOptions: { type: 'y_t', role: 'r' } },
          { seLinuxOptions: { type: 'x_t' } },
          { seLinuxOptions: { type: 'container_t' } },
        ),
      },
    ],
    [
      'seccompProfile (pod and container "b" must not set securityContext.seccompProfile.type to "Unconfined")',
      {
        securityContext: { seccompProfile: { type: 'Unconfined' } },
        ...containers({}, { seccompProfile: { type: 'Unconfined' } }),
      },
    ],
    [
      'forbidden sysctls (kernel.msgmax, a.b)',
      {
        securityContext: {
          sysctls: [...SYSCTLS, 'kernel.msgmax', 'a.b'].map((name) => ({
            name,
          })),
        },
      },
    ],
    [
      'hostProcess (pod and container "a" must not set securityContext.windowsOptions.hostProcess=true)',
      {
        securityContext: { windowsOptions: { hostProcess: true } },
        ...containers({ windowsOptions: { hostProcess: true } }),
      },
    ],
    ['', { ...containers({}), volumes: [{ name: 'v', nfs: {} }] }],
    ['', { containers: [{ name: 'c' }] }],
  ])('says %j', (expected, spec) => {
    expect(told('baseline', spec)).toBe(expected);
    expect(told('privileged', spec)).toBe('');
  });

  test('reads the annotations of AppArmor', () => {
    const prefix = 'container.apparmor.security.beta.kubernetes.io/';
    expect(
      told(
        'baseline',
        containers({ appArmorProfile: { type: 'Unconfined' } }),
        Infinity,
        {
          [`${prefix}b`]: 'unconfined',
          [`${prefix}c`]: 'localhost/x',
          other: 'unconfined',
        },
      ),
    ).toBe(
      `forbidden AppArmor profiles (container "a" and annotation must not set AppArmor profile type to "Unconfined", "${prefix}b="unconfined"")`,
    );
  });
});

describe('restricted', () => {
  test.each<[string, PodSpec]>([
    [
      '',
      containers(
        {},
        { capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
      ),
    ],
    [
      'allowPrivilegeEscalation != false (containers "a", "b" must set securityContext.allowPrivilegeEscalation=false)',
      containers(
        { allowPrivilegeEscalation: true },
        { allowPrivilegeEscalation: undefined },
      ),
    ],
    [
      'unrestricted capabilities (container "b" must set securityContext.capabilities.drop=["ALL"]; container "a" must not include "CHOWN" in securityContext.capabilities.add)',
      containers(
        { capabilities: { drop: ['ALL'], add: ['CHOWN'] } },
        { capabilities: { drop: ['CHOWN'] } },
      ),
    ],
    [
      'restricted volume types (volumes "h", "n", "o" use restricted volume types "hostPath", "nfs")',
      {
        ...containers({}),
        volumes: [
          { name: 'e', emptyDir: {} },
          { name: 'h', hostPath: {} },
          { name: 'n', nfs: {} },
          { name: 'o', nfs: {} },
        ],
      },
    ],
    [
      'runAsNonRoot != true (pod and container "b" must not set securityContext.runAsNonRoot=false)',
      {
        securityContext: { runAsNonRoot: false },
        ...containers({ runAsNonRoot: undefined }, { runAsNonRoot: false }),
      },
    ],
    [
      'runAsNonRoot != true (pod or containers "a", "b" must set securityContext.runAsNonRoot=true)',
      containers({ runAsNonRoot: undefined }, { runAsNonRoot: undefined }),
    ],
    [
      'runAsUser=0 (pod and container "a" must not set runAsUser=0)',
      {
        securityContext: { runAsUser: 0 },
        ...containers({ runAsUser: 0 }, { runAsUser: 1 }),
      },
    ],
    [
      'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")',
      {
        securityContext: { seccompProfile: { type: 'Unconfined' } },
        ...containers({ seccompProfile: undefined }),
      },
    ],
    [
      'seccompProfile (pod or container "a" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
      containers({ seccompProfile: undefined }, {}),
    ],
    [
      '',
      {
        securityContext: {
          runAsNonRoot: true,
          seccompProfile: { type: 'Localhost' },
        },
        ...containers({ seccompProfile: undefined, runAsNonRoot: undefined }),
      },
    ],
    // Most of the rules of restricted have no meaning on Windows.
    [
      'runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true)',
      { os: { name: 'windows' }, containers: [{ name: 'c' }] },
    ],
  ])('says %j', (expected, spec) => {
    expect(told('restricted', spec)).toBe(expected);
  });
});

describe('a version of long ago', () => {
  test('knows fewer settings of the kernel', () => {
    const spec = {
      securityContext: { sysctls: SYSCTLS.map((name) => ({ name })) },
    };
    expect(told('baseline', spec, 37)).toBe('');
    expect(told('baseline', spec, 36)).toBe(
      'forbidden sysctls (net.ipv4.tcp_notsent_lowat)',
    );
    expect(told('baseline', spec, 31)).toBe(
      'forbidden sysctls (net.ipv4.tcp_rmem, net.ipv4.tcp_notsent_lowat)',
    );
  });

  test('makes no difference for users of the pod itself', () => {
    const spec = {
      hostUsers: false,
      ...containers({ runAsNonRoot: false, procMount: 'Unmasked' }),
    };
    expect(told('baseline', spec, 35)).toBe('');
    expect(told('baseline', spec, 34)).toMatch(/^procMount \(/);
    expect(told('restricted', spec, 35)).toMatch(/^procMount \([^)]*\)$/);
    expect(told('restricted', spec, 34)).toMatch(/runAsNonRoot != true/);
  });

  test('lacks the rules that came later', () => {
    const spec = {
      containers: [{ name: 'c', securityContext: { runAsUser: 0 } }],
    };
    const reasons = (minor: number) =>
      violationsOf(
        { level: 'restricted', minor },
        { annotations: {}, spec },
      ).map(({ reason }) => reason);
    expect(reasons(7)).toEqual(['runAsNonRoot != true']);
    expect(reasons(23)).toEqual([
      'allowPrivilegeEscalation != false',
      'unrestricted capabilities',
      'runAsNonRoot != true',
      'runAsUser=0',
      'seccompProfile',
    ]);
    const windows = { ...spec, os: { name: 'windows' } };
    expect(told('restricted', windows, 24)).toMatch(
      /^allowPrivilegeEscalation/,
    );
    expect(told('restricted', windows, 25)).toMatch(/^runAsNonRoot/);
  });
});
