import type { Wording } from './wording.js';

/** The image or its tag does not exist. */
export const PULL_NOT_FOUND: readonly Wording[] = [
  {
    // containerd
    text: 'rpc error: code = NotFound desc = failed to pull and unpack image "{full}": failed to resolve reference "{full}": {full}: not found',
    source:
      'https://github.com/kubernetes-sigs/nfs-ganesha-server-and-external-provisioner/issues/125',
  },
  {
    // CRI-O
    text: 'rpc error: code = Unknown desc = Error reading manifest {tag} in {repository}: manifest unknown: manifest unknown',
    source: 'https://github.com/cri-o/cri-o/issues/4388',
  },
  {
    // Docker
    text: 'rpc error: code = Unknown desc = Error response from daemon: manifest for {image} not found: manifest unknown: manifest unknown',
    source: 'https://github.com/lachie83/k8s-kubectl/issues/157',
  },
  {
    // containerd, when the index names a manifest that is gone
    text: 'rpc error: code = NotFound desc = failed to pull and unpack image "{full}": failed to copy: httpReadSeeker: failed open: content at https://{host}/v2/{path}/manifests/{digest} not found: not found',
    source: 'https://github.com/cloudnative-pg/cloudnative-pg/issues/2265',
  },
];
