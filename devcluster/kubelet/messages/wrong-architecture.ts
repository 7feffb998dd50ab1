import type { Wording } from './wording.js';

/** The image is not built for the node's processor, and its index says so. */
export const WRONG_ARCHITECTURE: readonly Wording[] = [
  {
    // containerd
    text: 'rpc error: code = NotFound desc = failed to pull and unpack image "{full}": no match for platform in manifest: not found',
    source: 'https://github.com/kubewarden/adm-controller/issues/1378',
  },
  {
    // CRI-O
    text: 'rpc error: code = Unknown desc = choosing image instance: no image found in manifest list for architecture amd64, variant "", OS linux',
    source: 'https://github.com/cri-o/cri-o/issues/6457',
  },
  {
    // Docker; there it was linux/arm64/v8
    text: 'rpc error: code = Unknown desc = no matching manifest for linux/amd64 in the manifest list entries',
    source: 'https://github.com/kube-rbac-proxy/kube-rbac-proxy/issues/79',
  },
];

/** What stands in the log of a container that was started all the same. */
export const EXEC_FORMAT_ERROR: readonly Wording[] = [
  {
    text: 'standard_init_linux.go:228: exec user process caused: exec format error',
    source: 'https://github.com/combor/k8s-mongo-labeler-sidecar/issues/14',
  },
  {
    text: 'standard_init_linux.go:219: exec user process caused: exec format error',
    source: 'https://github.com/k3s-io/k3s/issues/2912',
  },
  {
    text: 'standard_init_linux.go:211: exec user process caused "exec format error"',
    source: 'https://github.com/k3s-io/k3s/issues/2419',
  },
];
