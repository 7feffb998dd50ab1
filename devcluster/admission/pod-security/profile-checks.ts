import type { ContainerSpec, SecurityContext } from '../pod-object.js';
import {
  type Check,
  type CheckedPod,
  namesOf,
  offenders,
  plural,
  quoted,
  settersOf,
  sortedSet,
} from './check.js';

const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const FINE = new Set(['RuntimeDefault', 'Localhost']);

type ProfileField = 'appArmorProfile' | 'seccompProfile';

export const checkAppArmor: Check = (pod) => {
  const { setters, values } = badProfiles(pod, 'appArmorProfile');
  const annotations = Object.entries(pod.annotations)
    .filter(
      ([key, value]) =>
        key.startsWith(APP_ARMOR_ANNOTATION) && !isFineAnnotation(value),
    )
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .sort();
  const all = [...values, ...annotations];
  if (all.length === 0) return undefined;
  const who = [
    setters,
    annotations.length > 0 ? plural(annotations.length, 'annotation') : '',
  ].filter(Boolean);
  return {
    reason: plural(all.length, 'forbidden AppArmor profile'),
    detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(all)}`,
  };
};

export const checkSeccomp: Check = (pod) => {
  const { setters, values } = badProfiles(pod, 'seccompProfile');
  return setters
    ? {
        reason: 'seccompProfile',
        detail: `${setters} must not set securityContext.seccompProfile.type to ${quoted(values)}`,
      }
    : undefined;
};

export const checkSeccompSet: Check = (pod) => {
  const bad = checkSeccomp(pod);
  if (bad || pod.spec.securityContext?.seccompProfile) return bad;
  const silent = offenders(pod, (one) => !one.securityContext?.seccompProfile);
  return silent.length > 0
    ? {
        reason: 'seccompProfile',
        detail: `pod or ${namesOf(silent)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
      }
    : undefined;
};

function badProfiles(pod: CheckedPod, field: ProfileField) {
  const badType = (context: SecurityContext | undefined) => {
    const type = context?.[field]?.type;
    return type === undefined || FINE.has(type) ? [] : [type];
  };
  const ofPod = badType(pod.spec.securityContext);
  const ofContainer = (one: ContainerSpec) => badType(one.securityContext);
  const containers = offenders(pod, (one) => ofContainer(one).length > 0);
  return {
    setters: settersOf(ofPod.length > 0, containers),
    values: sortedSet([...ofPod, ...containers.flatMap(ofContainer)]),
  };
}

const isFineAnnotation = (value: string): boolean =>
  value === '' || value === 'runtime/default' || value.startsWith('localhost/');
