import type { ContainerSpec, ObjectRef } from '../pod-object.js';
import type { Reference } from './reference.js';

/** What a container's environment wants, in the order in which a kubelet reads it: envFrom first. */
export function envReferencesOf({
  env = [],
  envFrom = [],
}: ContainerSpec): Reference[] {
  return [
    ...envFrom.flatMap(({ configMapRef, secretRef }) => [
      ...toReference('ConfigMap', configMapRef),
      ...toReference('Secret', secretRef),
    ]),
    ...env.flatMap(({ valueFrom }) => [
      ...toReference('ConfigMap', valueFrom?.configMapKeyRef),
      ...toReference('Secret', valueFrom?.secretKeyRef),
    ]),
  ];
}

function toReference(
  kind: Reference['kind'],
  ref: (ObjectRef & { key?: string }) | undefined,
): Reference[] {
  if (!ref) return [];
  const { name = '', key, optional = false } = ref;
  return [{ kind, name, keys: key === undefined ? [] : [key], optional }];
}
