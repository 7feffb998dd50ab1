import type { Wording } from './wording.js';

const IMAGE_MANAGER = 'kubernetes v1.37.2, pkg/kubelet/images/image_manager.go';

export const PULLING: readonly Wording[] = [
  { text: 'Pulling image "{image}"', source: IMAGE_MANAGER },
  {
    text: 'Pulling image "{image}"',
    source: 'https://github.com/jenkinsci/kubernetes-operator/issues/242',
  },
  {
    text: 'pulling image "{image}"',
    source: 'https://github.com/aerokube/moon/issues/43',
  },
];

export const PULLED: readonly Wording[] = [
  {
    text: 'Successfully pulled image "{image}" in {duration} ({duration} including waiting). Image size: {bytes} bytes.',
    source: IMAGE_MANAGER,
  },
  {
    text: 'Successfully pulled image "{image}" in {duration}',
    source: 'https://github.com/jenkinsci/kubernetes-operator/issues/242',
  },
  {
    text: 'Successfully pulled image "{image}"',
    source: 'https://github.com/redhat-developer/rh-che/issues/1096',
  },
];

/** The node has the image. */
export const PRESENT: readonly Wording[] = [
  {
    text: 'Container image "{image}" already present on machine and can be accessed by the pod',
    source: IMAGE_MANAGER,
  },
  {
    text: 'Container image "{image}" already present on machine',
    source: 'https://github.com/apecloud/kubeblocks/issues/191',
  },
];

/** imagePullPolicy Never, and the node does not have it. Kubelets have had this one wording since 2014. */
export const NEVER_PULLED: readonly Wording[] = [
  {
    text: 'Container image "{image}" is not present with pull policy of Never',
    source: IMAGE_MANAGER,
  },
];

/** The wait before the next pull; the same in all versions. */
export const PULL_BACK_OFF: readonly Wording[] = [
  { text: 'Back-off pulling image "{image}"', source: IMAGE_MANAGER },
];

/** The status of the same: kubelets before 1.32 forget the cause. */
export const PULL_BACK_OFF_STATUS: readonly Wording[] = [
  {
    text: 'Back-off pulling image "{image}": ErrImagePull: {cause}',
    source: IMAGE_MANAGER,
  },
  {
    text: 'Back-off pulling image "{image}"',
    source: 'https://github.com/mattmattox/drain-node-on-crash/issues/7',
  },
  {
    text: 'Back-off pulling image "{image}"',
    source: 'https://github.com/kubernetes/kubernetes/issues/30710',
  },
];

export const PULL_SECRET_MISSING: readonly Wording[] = [
  {
    text: 'Unable to retrieve some image pull secrets ({names}); attempting to pull the image may not succeed.',
    source: 'kubernetes v1.37.2, pkg/kubelet/kubelet.go',
  },
];
