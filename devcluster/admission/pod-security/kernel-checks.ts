import type { SecurityContext } from '../pod-object.js';
import {
  type Check,
  namesOf,
  offenders,
  plural,
  quoted,
  quotedSet,
  settersOf,
  sortedSet,
} from './check.js';

export const checkProcMount: Check = (pod) => {
  const mountOf = (one: { securityContext?: { procMount?: string } }) =>
    one.securityContext?.procMount ?? 'Default';
  const bad = offenders(pod, (one) => mountOf(one) !== 'Default');
  return bad.length > 0
    ? {
        reason: 'procMount',
        detail: `${namesOf(bad)} must not set securityContext.procMount to ${quotedSet(bad.map(mountOf))}`,
      }
    : undefined;
};

/** `types` are the types of SELinux that a container may choose. */
export const createSeLinuxCheck =
  (types: readonly string[]): Check =>
  (pod) => {
    const bad = (context: SecurityContext | undefined) => {
      const { type, user, role } = context?.seLinuxOptions ?? {};
      return {
        types: type && !types.includes(type) ? [type] : [],
        user: !!user,
        role: !!role,
      };
    };
    const isBad = (found: ReturnType<typeof bad>) =>
      found.types.length > 0 || found.user || found.role;
    const ofPod = bad(pod.spec.securityContext);
    const containers = offenders(pod, (one) => isBad(bad(one.securityContext)));
    const all = [ofPod, ...containers.map((one) => bad(one.securityContext))];
    if (!all.some(isBad)) return undefined;
    const badTypes = sortedSet(all.flatMap((one) => one.types));
    const details = [
      badTypes.length > 0
        ? `${plural(badTypes.length, 'type')} ${quoted(badTypes)}`
        : '',
      all.some(({ user }) => user) ? 'user may not be set' : '',
      all.some(({ role }) => role) ? 'role may not be set' : '',
    ].filter(Boolean);
    return {
      reason: 'seLinuxOptions',
      detail: `${settersOf(isBad(ofPod), containers)} set forbidden securityContext.seLinuxOptions: ${details.join('; ')}`,
    };
  };

/** `safe` are the kernel settings that concern the pod alone. */
export const createSysctlCheck =
  (safe: readonly string[]): Check =>
  ({ spec }) => {
    const bad = (spec.securityContext?.sysctls ?? [])
      .map(({ name }) => name)
      .filter((name) => !safe.includes(name));
    return bad.length > 0
      ? { reason: 'forbidden sysctls', detail: bad.join(', ') }
      : undefined;
  };
