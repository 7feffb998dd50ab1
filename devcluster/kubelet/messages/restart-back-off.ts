import type { Wording } from './wording.js';

const MANAGER =
  'kubernetes v1.37.2, pkg/kubelet/kuberuntime/kuberuntime_manager.go';

/** The status of a container that waits for its restart. */
export const RESTART_BACK_OFF: readonly Wording[] = [
  {
    text: 'back-off {delay} restarting failed container={container} pod={podRef}',
    source: MANAGER,
  },
  {
    text: 'back-off {delay} restarting failed container={container} pod={podRef}',
    source: 'https://github.com/instrumenta/kubeval/issues/256',
  },
  {
    text: 'Back-off {delay} restarting failed container={container} pod={podRef}',
    source: 'https://github.com/kubernetes/kubernetes/issues/62594',
  },
];

/** The event of the same. */
export const RESTART_BACK_OFF_EVENT: readonly Wording[] = [
  {
    text: 'Back-off restarting failed container {container} in pod {podRef}',
    source: MANAGER,
  },
  {
    text: 'Back-off restarting failed container',
    source: 'https://github.com/kubernetes/kubernetes/issues/93826',
  },
  {
    text: 'Back-off restarting failed docker container',
    source:
      'the public documentation of IBM Cloud containers, tutorial with hw-demo-deployment, kubernetes 1.5',
  },
];
