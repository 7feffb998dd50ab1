import type { ReasonWording } from './configuration-missing.js';

/** runAsNonRoot, no runAsUser, and the image has none either. */
export const IMAGE_RUNS_AS_ROOT: readonly ReasonWording[] = [
  {
    text: 'container has runAsNonRoot and image will run as root (pod: "{podRef}", container: {container})',
    source:
      'kubernetes v1.37.2, pkg/kubelet/kuberuntime/security_context_others.go',
  },
  {
    text: 'container has runAsNonRoot and image will run as root',
    source: 'https://github.com/cloudnativedevops/demo/issues/31',
  },
  {
    text: 'container has no runAsUser and image will run as root',
    source: 'https://github.com/openshift/origin/pull/3481',
    isReason: true,
  },
];

/** runAsNonRoot, no runAsUser, and the image names its user by name. */
export const IMAGE_USER_HAS_NO_NUMBER: readonly ReasonWording[] = [
  {
    text: 'container has runAsNonRoot and image has non-numeric user ({user}), cannot verify user is non-root (pod: "{podRef}", container: {container})',
    source: 'https://github.com/kubernetes-up-and-running/kuard/issues/43',
  },
  {
    text: 'container has runAsNonRoot and image has non-numeric user ({user}), cannot verify user is non-root',
    source: 'https://github.com/bpineau/katafygio/pull/90',
  },
];

/** runAsNonRoot with runAsUser 0. */
export const USER_IS_ROOT: readonly ReasonWording[] = [
  {
    text: `container's runAsUser breaks non-root policy (pod: "{podRef}", container: {container})`,
    source: 'https://github.com/paperclipinc/openclaw-operator/issues/263',
  },
  {
    text: "container's runAsUser breaks non-root policy",
    source: 'https://github.com/openshift/oc/issues/879',
  },
  {
    text: "Container's runAsUser breaks non-root policy",
    source: 'https://github.com/kubernetes/kubernetes/pull/11669',
  },
];
