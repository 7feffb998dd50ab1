import type { Wording } from './wording.js';

/** The registry wants other credentials, or any. */
export const PULL_REFUSED: readonly Wording[] = [
  {
    // containerd, as docker.io answers
    text: 'rpc error: code = Unknown desc = failed to pull and unpack image "{full}": failed to resolve reference "{full}": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    source: 'https://github.com/pfnet/image-pull-secrets-provisioner/issues/31',
  },
  {
    // CRI-O, as the registries of Red Hat answer
    text: 'rpc error: code = Unknown desc = unable to retrieve auth token: invalid username/password: unauthorized: Please login to the Red Hat Registry using your Customer Portal credentials. Further instructions can be found here: https://access.redhat.com/RegistryAuthentication',
    source: 'https://github.com/kubernetes-sigs/cri-tools/issues/731',
  },
  {
    // Docker
    text: "Error response from daemon: pull access denied for {name}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    source: 'https://github.com/kubernetes/minikube/issues/20613',
  },
  {
    // containerd, as ghcr.io answers
    text: 'failed to pull and unpack image "{full}": failed to resolve reference "{full}": failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://{host}/token?scope=repository%3A{escapedPath}%3Apull&service={host}: 403 Forbidden',
    source: 'https://github.com/rossoctl/rossoctl/issues/116',
  },
  {
    // containerd, as Harbor answers
    text: 'rpc error: code = Unknown desc = failed to pull and unpack image "{full}": failed to resolve reference "{full}": pulling from host {host} failed with status code [manifests {tag}]: 401 Unauthorized',
    source: 'https://github.com/kubernetes/kubernetes/issues/110678',
  },
];
