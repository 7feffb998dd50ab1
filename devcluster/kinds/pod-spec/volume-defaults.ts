import type { FieldRef } from './container-spec.js';
import { toPullPolicy } from './image-name.js';
import type { Projection, VolumeSpec } from './volume-spec.js';

/** Files of a volume are readable by all and writable by their owner. */
const DEFAULT_MODE = 0o644;
const TOKEN_SECONDS = 3600;

/** Fills in what a volume has, in pods and in templates. */
export function setVolumeDefaults(volume: VolumeSpec): void {
  const sources = Object.keys(volume).filter((field) => field !== 'name');
  if (sources.length === 0) volume.emptyDir = {};
  const { secret, configMap, downwardAPI, projected } = volume;
  for (const files of [secret, configMap, downwardAPI, projected])
    if (files) files.defaultMode ??= DEFAULT_MODE;
  if (volume.hostPath) volume.hostPath.type ??= '';
  if (volume.image)
    volume.image.pullPolicy ||= toPullPolicy(volume.image.reference);
  const claim = volume.ephemeral?.volumeClaimTemplate;
  if (claim) (claim.spec ??= {}).volumeMode ??= 'Filesystem';
  setDownwardDefaults(downwardAPI?.items);
  projected?.sources?.forEach(setProjectionDefaults);
}

function setProjectionDefaults({
  downwardAPI,
  serviceAccountToken,
}: Projection): void {
  setDownwardDefaults(downwardAPI?.items);
  if (serviceAccountToken)
    serviceAccountToken.expirationSeconds ??= TOKEN_SECONDS;
}

function setDownwardDefaults(items: { fieldRef?: FieldRef }[] = []): void {
  for (const { fieldRef } of items) if (fieldRef) fieldRef.apiVersion ||= 'v1';
}
