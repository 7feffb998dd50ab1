import type { Wording } from './wording.js';

/** The registry has had enough of this address for now. */
export const PULL_RATE_LIMITED: readonly Wording[] = [
  {
    // containerd
    text: 'rpc error: code = Unknown desc = failed to pull and unpack image "{full}": failed to copy: httpReadSeeker: failed open: unexpected status code https://{host}/v2/{path}/manifests/{digest}: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
    source: 'https://github.com/kata-containers/kata-containers/issues/10109',
  },
  {
    // CRI-O
    text: 'rpc error: code = Unknown desc = Error reading manifest {tag} in {repository}: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
    source: 'https://github.com/rcarrata/devsecops-demo/issues/21',
  },
  {
    // Docker
    text: 'rpc error: code = Unknown desc = Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
    source: 'https://github.com/ceph/ceph-csi/issues/2029',
  },
];
