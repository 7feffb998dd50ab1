import {
  checkCapabilities,
  checkDroppedCapabilities,
} from './capability-checks.js';
import type { Check } from './check.js';
import {
  checkHostNamespaces,
  checkHostPaths,
  checkHostPorts,
  checkProbeHosts,
} from './host-checks.js';
import {
  checkProcMount,
  createSeLinuxCheck,
  createSysctlCheck,
} from './kernel-checks.js';
import {
  checkEscalation,
  checkHostProcess,
  checkNonRoot,
  checkPrivileged,
  checkRootUser,
} from './privilege-checks.js';
import {
  checkAppArmor,
  checkSeccomp,
  checkSeccompSet,
} from './profile-checks.js';
import { checkVolumeTypes } from './volume-check.js';

/** A check of a level, in the forms that it has had: each from a minor version on. */
export interface Rule {
  id: string;
  forms: readonly (readonly [since: number, check: Check])[];
  /** The weaker rule of the lower level that it stands for. */
  replaces?: string;
}

/** A pod with users of its own may do more inside of it. */
const unlessOwnUsers =
  (check: Check): Check =>
  (pod) =>
    pod.spec.hostUsers === false ? undefined : check(pod);

const unlessWindows =
  (check: Check): Check =>
  (pod) =>
    pod.spec.os?.name === 'windows' ? undefined : check(pod);

const SELINUX_TYPES = ['container_t', 'container_init_t', 'container_kvm_t'];

const SYSCTLS = new Map([
  [
    0,
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  ],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [
    29,
    [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  ],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  [37, ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat']],
]);

const sysctlsOf = (minor: number) =>
  [...SYSCTLS].flatMap(([since, names]) => (since <= minor ? names : []));

const always = (id: string, check: Check): Rule => ({
  id,
  forms: [[0, check]],
});

/** In the order in which violations are told. */
export const BASELINE: readonly Rule[] = [
  always('appArmorProfile', checkAppArmor),
  always('capabilities_baseline', checkCapabilities),
  always('hostNamespaces', checkHostNamespaces),
  always('hostPathVolumes', checkHostPaths),
  always('hostPorts', checkHostPorts),
  { id: 'hostProbesAndHostLifecycle', forms: [[34, checkProbeHosts]] },
  always('privileged', checkPrivileged),
  {
    id: 'procMount',
    forms: [
      [0, checkProcMount],
      [35, unlessOwnUsers(checkProcMount)],
    ],
  },
  {
    id: 'seLinuxOptions',
    forms: [
      [0, createSeLinuxCheck(SELINUX_TYPES)],
      [31, createSeLinuxCheck([...SELINUX_TYPES, 'container_engine_t'])],
    ],
  },
  { id: 'seccompProfile_baseline', forms: [[19, checkSeccomp]] },
  {
    id: 'sysctls',
    forms: [...SYSCTLS.keys()].map((since) => [
      since,
      createSysctlCheck(sysctlsOf(since)),
    ]),
  },
  always('windowsHostProcess', checkHostProcess),
];

/** What restricted asks for beyond baseline, told after it. */
export const RESTRICTED: readonly Rule[] = [
  {
    id: 'allowPrivilegeEscalation',
    forms: [
      [8, checkEscalation],
      [25, unlessWindows(checkEscalation)],
    ],
  },
  {
    id: 'capabilities_restricted',
    replaces: 'capabilities_baseline',
    forms: [
      [22, checkDroppedCapabilities],
      [25, unlessWindows(checkDroppedCapabilities)],
    ],
  },
  {
    id: 'procMount_restricted',
    replaces: 'procMount',
    forms: [[35, checkProcMount]],
  },
  {
    ...always('restrictedVolumes', checkVolumeTypes),
    replaces: 'hostPathVolumes',
  },
  {
    id: 'runAsNonRoot',
    forms: [
      [0, checkNonRoot],
      [35, unlessOwnUsers(checkNonRoot)],
    ],
  },
  {
    id: 'runAsUser',
    forms: [
      [23, checkRootUser],
      [35, unlessOwnUsers(checkRootUser)],
    ],
  },
  {
    id: 'seccompProfile_restricted',
    replaces: 'seccompProfile_baseline',
    forms: [
      [19, checkSeccompSet],
      [25, unlessWindows(checkSeccompSet)],
    ],
  },
];
