import { type Check, namesOf, plural, quoted, sortedSet } from './check.js';

const HARMLESS = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

export const checkVolumeTypes: Check = ({ spec }) => {
  const bad = (spec.volumes ?? []).filter((volume) =>
    HARMLESS.every((type) => !volume[type]),
  );
  if (bad.length === 0) return undefined;
  const types = sortedSet(
    bad.map(
      (volume) =>
        Object.keys(volume).find((key) => key !== 'name' && volume[key]) ??
        'unknown',
    ),
  );
  return {
    reason: 'restricted volume types',
    detail: `${namesOf(bad, 'volume')} ${bad.length === 1 ? 'uses' : 'use'} ${plural(types.length, 'restricted volume type')} ${quoted(types)}`,
  };
};
