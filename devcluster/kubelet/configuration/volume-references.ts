import type { PodSpec, VolumeSpec } from '../pod-object.js';
import type { Reference } from './reference.js';

/** What one volume of a pod wants. */
export interface VolumeReferences {
  volume: string;
  references: Reference[];
}

// Its ConfigMap comes with the namespace, a moment later; a kubelet only tries again then.
const TOKEN_VOLUME = /^kube-api-access-/;

/** What the volumes that a container mounts want of Secrets and ConfigMaps. */
export function volumeReferencesOf(spec: PodSpec): VolumeReferences[] {
  const mounted = new Set(
    [...(spec.initContainers ?? []), ...spec.containers].flatMap(
      ({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name),
    ),
  );
  return (spec.volumes ?? [])
    .filter(({ name }) => mounted.has(name) && !TOKEN_VOLUME.test(name))
    .map((volume) => ({
      volume: volume.name,
      references: toReferences(volume),
    }))
    .filter(({ references }) => references.length > 0);
}

function toReferences({
  secret,
  configMap,
  projected,
}: VolumeSpec): Reference[] {
  const sources = [
    ...(projected?.sources ?? []),
    {
      secret: secret && { ...secret, name: secret.secretName },
      configMap,
    },
  ];
  return sources.flatMap((source) => [
    ...toReference('Secret', source.secret),
    ...toReference('ConfigMap', source.configMap),
  ]);
}

function toReference(
  kind: Reference['kind'],
  source:
    | { name?: string; optional?: boolean; items?: { key: string }[] }
    | undefined,
): Reference[] {
  if (!source) return [];
  const { name = '', optional = false, items = [] } = source;
  return [{ kind, name, keys: items.map(({ key }) => key), optional }];
}
