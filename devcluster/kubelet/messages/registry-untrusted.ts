import type { Wording } from './wording.js';

/** The registry's certificate is not trusted. */
export const REGISTRY_UNTRUSTED: readonly Wording[] = [
  {
    // containerd
    text: 'failed to pull and unpack image "{full}": failed to resolve reference "{full}": failed to do request: Head "https://{host}/v2/{path}/manifests/{tag}": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    source: 'https://github.com/cnoe-io/idpbuilder/issues/520',
  },
  {
    // CRI-O
    text: 'rpc error: code = Unknown desc = error pinging docker registry {host}: Get "https://{host}/v2/": x509: certificate signed by unknown authority',
    source: 'https://github.com/cri-o/cri-o/issues/5311',
  },
  {
    // Docker
    text: 'Error response from daemon: {"message":"Get https://{host}/v1/_ping: x509: certificate signed by unknown authority"}',
    source: 'https://github.com/kubernetes/kubernetes/issues/43924',
  },
];
