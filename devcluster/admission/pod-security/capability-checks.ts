import type { ContainerSpec } from '../pod-object.js';
import { type Check, namesOf, offenders, quotedSet } from './check.js';

const HARMLESS = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

export const checkCapabilities: Check = (pod) => {
  const bad = (one: ContainerSpec) =>
    added(one).filter((capability) => !HARMLESS.has(capability));
  const detail = notToAdd(pod, bad);
  return detail ? { reason: 'non-default capabilities', detail } : undefined;
};

export const checkDroppedCapabilities: Check = (pod) => {
  const keeping = offenders(
    pod,
    (one) => !one.securityContext?.capabilities?.drop?.includes('ALL'),
  );
  const details = [
    keeping.length > 0
      ? `${namesOf(keeping)} must set securityContext.capabilities.drop=["ALL"]`
      : '',
    notToAdd(pod, (one) =>
      added(one).filter((capability) => capability !== 'NET_BIND_SERVICE'),
    ),
  ].filter(Boolean);
  return details.length > 0
    ? { reason: 'unrestricted capabilities', detail: details.join('; ') }
    : undefined;
};

const added = ({ securityContext }: ContainerSpec): string[] =>
  securityContext?.capabilities?.add ?? [];

function notToAdd(
  pod: Parameters<Check>[0],
  bad: (container: ContainerSpec) => string[],
): string {
  const containers = offenders(pod, (one) => bad(one).length > 0);
  return containers.length > 0
    ? `${namesOf(containers)} must not include ${quotedSet(containers.flatMap(bad))} in securityContext.capabilities.add`
    : '';
}
