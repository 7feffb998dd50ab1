import type { Wording } from './wording.js';

const CONTAINER =
  'kubernetes v1.37.2, pkg/kubelet/kuberuntime/kuberuntime_container.go';

export const CREATED: readonly Wording[] = [
  { text: 'Container created', source: CONTAINER },
  {
    text: 'Created container: {container}',
    source:
      'https://github.com/vadimkim/cert-manager-webhook-hetzner/issues/91',
  },
  {
    text: 'Created container {container}',
    source: 'https://github.com/apecloud/kubeblocks/issues/191',
  },
  {
    text: 'Created container',
    source: 'https://github.com/knative/serving/issues/3308',
  },
];

export const STARTED: readonly Wording[] = [
  { text: 'Container started', source: CONTAINER },
  {
    text: 'Started container {container}',
    source:
      'https://github.com/vadimkim/cert-manager-webhook-hetzner/issues/91',
  },
  {
    text: 'Started container {container}',
    source: 'https://github.com/jenkinsci/kubernetes-operator/issues/242',
  },
  {
    text: 'Started container',
    source: 'https://github.com/knative/serving/issues/3308',
  },
];
