import type { Wording } from './wording.js';

/** The pod gets no sandbox or no network. */
export const SANDBOX_FAILED: readonly Wording[] = [
  {
    // containerd, Calico
    text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "{sandbox}": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized',
    source: 'https://github.com/projectcalico/calico/issues/9215',
  },
  {
    // CRI-O
    text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = Kubelet may be retrying requests that are timing out in CRI-O due to system load: error reserving pod name k8s_{pod}_{namespace}_{uid}_0 for id {sandbox}: name is reserved',
    source: 'https://github.com/estesp/bucketbench/issues/56',
  },
  {
    // Docker, the VPC plugin of AWS
    text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to set up sandbox container "{sandbox}" network for pod "{pod}": networkPlugin cni failed to set up pod "{pod}_{namespace}" network: add cmd: failed to assign an IP address to container',
    source: 'https://github.com/aws/amazon-vpc-cni-k8s/issues/1791',
  },
  {
    // kubelet 1.11
    text: 'Failed create pod sandbox: rpc error: code = Unknown desc = failed to set up sandbox container "{sandbox}" network for pod "{pod}": NetworkPlugin cni failed to set up pod "{pod}_{namespace}" network: add cmd: failed to assign an IP address to container',
    source:
      'https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/803',
  },
];
