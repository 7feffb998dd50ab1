import { containersOf, type PodSpec, type VolumeSpec } from './pod-object.js';

const PREFIX = 'kube-api-access-';
const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Mounts the token of the pod's service account in each container that has nothing else in its place. */
export function mountToken(spec: PodSpec, randomSuffix: () => string): void {
  const own = spec.volumes?.find(({ name }) => name.startsWith(PREFIX));
  const name = own?.name ?? `${PREFIX}${randomSuffix()}`;
  const needy = containersOf(spec).filter(({ volumeMounts = [] }) =>
    volumeMounts.every(({ mountPath }) => mountPath !== MOUNT_PATH),
  );
  for (const container of needy)
    container.volumeMounts = [
      ...(container.volumeMounts ?? []),
      { name, readOnly: true, mountPath: MOUNT_PATH },
    ];
  if (!own && needy.length > 0)
    spec.volumes = [...(spec.volumes ?? []), toVolume(name)];
}

const toVolume = (name: string): VolumeSpec => ({
  name,
  projected: {
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
      {
        configMap: {
          name: 'kube-root-ca.crt',
          items: [{ key: 'ca.crt', path: 'ca.crt' }],
        },
      },
      {
        downwardAPI: {
          items: [
            {
              path: 'namespace',
              fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
            },
          ],
        },
      },
    ],
    defaultMode: 0o644,
  },
});
