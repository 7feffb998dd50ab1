import type { Wording } from './wording.js';

const MANAGER =
  'kubernetes v1.37.2, pkg/kubelet/kuberuntime/kuberuntime_manager.go';
const WORKSHOP =
  'a public workshop of AWS on EKS, part liveness probe, image brentley/ecsdemo-nodejs';

/** The pod goes, and its containers with it. */
export const STOPPING: readonly Wording[] = [
  {
    text: 'Stopping container {container}',
    source:
      'kubernetes v1.37.2, pkg/kubelet/kuberuntime/kuberuntime_container.go',
  },
  {
    text: 'Stopping container {container}',
    source: 'https://github.com/democratic-csi/democratic-csi/issues/90',
  },
  {
    text: 'Killing container with id docker://{container}:Need to kill Pod',
    source: 'https://github.com/kubernetes/kubernetes/issues/91094',
  },
];

export const FAILED_LIVENESS: readonly Wording[] = [
  {
    text: 'Container {container} failed liveness probe, will be restarted',
    source: MANAGER,
  },
  {
    text: 'Container {container} failed liveness probe, will be restarted',
    source:
      'https://github.com/vadimkim/cert-manager-webhook-hetzner/issues/91',
  },
  {
    text: 'Killing container with id docker://{container}:Container failed liveness probe.. Container will be killed and recreated.',
    source: WORKSHOP,
  },
];

export const FAILED_STARTUP: readonly Wording[] = [
  {
    text: 'Container {container} failed startup probe, will be restarted',
    source: MANAGER,
  },
];

/** Its image was changed in the pod's spec. */
export const DEFINITION_CHANGED: readonly Wording[] = [
  {
    text: 'Container {container} definition changed, will be restarted',
    source: MANAGER,
  },
];
