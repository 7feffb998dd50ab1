import type { Wording } from './wording.js';

/** A wording that old kubelets put into the reason of the waiting state, without any message. */
export interface ReasonWording extends Wording {
  isReason?: true;
}

export const SECRET_MISSING: readonly ReasonWording[] = [
  {
    text: 'secret "{name}" not found',
    source: 'https://github.com/reportportal/kubernetes/issues/178',
  },
  {
    text: 'secrets "{name}" not found',
    source: 'https://github.com/ibm-cloud-labs/iks-handson/issues/7',
  },
  {
    text: 'secrets "{name}" not found',
    source: 'https://github.com/FairwindsOps/k8s-workshop/pull/4',
    isReason: true,
  },
];

export const CONFIG_MAP_MISSING: readonly ReasonWording[] = [
  {
    text: 'configmap "{name}" not found',
    source: 'https://github.com/kubernetes/kubernetes/issues/88305',
  },
  {
    text: 'configmaps "{name}" not found',
    source: 'https://github.com/kubernetes/kubernetes/issues/25096',
  },
  {
    text: 'configmaps "{name}" not found',
    source: 'https://github.com/FairwindsOps/k8s-workshop/pull/4',
    isReason: true,
  },
];

export const SECRET_KEY_MISSING: readonly ReasonWording[] = [
  {
    text: "couldn't find key {key} in Secret {namespace}/{name}",
    source: 'https://github.com/aws-samples/eks-workshop-v2/issues/314',
  },
  {
    text: "couldn't find key {key} in Secret {namespace}/{name}",
    source: 'https://github.com/shieldworks/aegis/issues/293',
  },
  {
    text: "Couldn't find key {key} in Secret {namespace}/{name}",
    source:
      'https://github.com/GoogleCloudPlatform/continuous-deployment-on-kubernetes/issues/89',
    isReason: true,
  },
];

export const CONFIG_MAP_KEY_MISSING: readonly ReasonWording[] = [
  {
    text: "couldn't find key {key} in ConfigMap {namespace}/{name}",
    source: 'kubernetes v1.37.2, pkg/kubelet/kubelet_pods.go',
  },
];

/** The kubelet could not ask the API server; this passes. */
export const CACHE_NOT_SYNCED: readonly ReasonWording[] = [
  {
    text: 'failed to sync secret cache: timed out waiting for the condition',
    source:
      'kubernetes v1.37.2, pkg/kubelet/util/manager/watch_based_manager.go',
  },
];
