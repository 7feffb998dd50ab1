import type { Wording } from './wording.js';

const SET_UP = 'MountVolume.SetUp failed for volume "{volume}" : ';

/** A volume's Secret does not exist. */
export const MOUNT_WITHOUT_SECRET: readonly Wording[] = [
  {
    text: `${SET_UP}secret "{name}" not found`,
    source: 'https://github.com/tmforum-oda/oda-canvas/issues/24',
  },
  {
    text: `${SET_UP}secrets "{name}" not found`,
    source:
      'https://github.com/operator-framework/operator-lifecycle-manager/issues/648',
  },
  {
    text: `${SET_UP}secret "{name}" not found`,
    source: 'https://github.com/netbox-community/netbox-chart/issues/256',
  },
];

/** A volume's ConfigMap does not exist. */
export const MOUNT_WITHOUT_CONFIG_MAP: readonly Wording[] = [
  {
    text: `${SET_UP}configmap "{name}" not found`,
    source: 'https://github.com/cuishuaigit/k8s-monitor/issues/2',
  },
  {
    text: 'Unable to mount volumes for pod "{podRef}": configmaps "{name}" not found',
    source: 'https://github.com/kubernetes/kubernetes/issues/25096',
  },
  {
    text: `${SET_UP}configmap "{name}" not found`,
    source: 'https://github.com/kubernetes/kubernetes/issues/88305',
  },
];

export const MOUNT_WITHOUT_SECRET_KEY: readonly Wording[] = [
  {
    text: `${SET_UP}references non-existent secret key: {key}`,
    source: 'https://github.com/juicedata/juicefs-operator/issues/39',
  },
  {
    text: `${SET_UP}references non-existent secret key`,
    source: 'https://github.com/kubernetes/kubernetes/pull/72201',
  },
  {
    text: `${SET_UP}references non-existent secret key: {key}`,
    source: 'https://github.com/openshift/release/pull/9507',
  },
];

export const MOUNT_WITHOUT_CONFIG_MAP_KEY: readonly Wording[] = [
  {
    text: `${SET_UP}configmap references non-existent config key: {key}`,
    source: 'https://github.com/galexrt/kubernetes-keycloak/issues/5',
  },
  {
    text: `${SET_UP}references non-existent config key: {key}`,
    source: 'https://github.com/kubernetes/kubernetes/pull/47417',
  },
  {
    // kubelet 1.5
    text: 'MountVolume.SetUp failed for volume "kubernetes.io/configmap/{uid}-{volume}" (spec.Name: "{volume}") pod "{uid}" (UID: "{uid}") with: references non-existent config key.',
    source: 'https://github.com/kubernetes/kubernetes/issues/41573',
  },
];
