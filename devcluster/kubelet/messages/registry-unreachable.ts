import type { Wording } from './wording.js';

/** Nobody answers at the registry's address, or it has none. */
export const REGISTRY_UNREACHABLE: readonly Wording[] = [
  {
    // containerd
    text: 'failed to pull and unpack image "{full}": failed to resolve reference "{full}": failed to do request: Head "https://{host}/v2/{path}/manifests/{tag}": dial tcp {address}:443: connect: connection timed out',
    source: 'https://github.com/apecloud/kubeblocks/issues/9169',
  },
  {
    // CRI-O
    text: 'rpc error: code = Unknown desc = pinging docker registry returned: Get http://{host}/v2/: dial tcp {address}:80: i/o timeout',
    source: 'https://github.com/cri-o/cri-o/issues/2723',
  },
  {
    // Docker
    text: 'rpc error: code = Unknown desc = Error response from daemon: Get https://{host}/v2/: dial tcp: lookup {host} on 192.168.64.1:53: no such host',
    source: 'https://github.com/kubernetes/minikube/issues/6354',
  },
  {
    // containerd, older
    text: 'rpc error: code = DeadlineExceeded desc = failed to pull and unpack image "{full}": failed to resolve reference "{full}": failed to do request: Head "https://{host}/v2/{path}/manifests/{tag}": dial tcp {address}:443: i/o timeout',
    source: 'https://github.com/ciiiii/cloudflare-docker-proxy/issues/85',
  },
];
