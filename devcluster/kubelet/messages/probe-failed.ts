import type { Wording } from './wording.js';

/** What follows "Readiness probe failed: " and its like. Nothing listens, or it says no, or it is too slow. */
export const HTTP_PROBE_FAILED: readonly Wording[] = [
  {
    text: 'Get "{url}": dial tcp {address}: connect: connection refused',
    source:
      'https://github.com/vadimkim/cert-manager-webhook-hetzner/issues/91',
  },
  {
    text: 'HTTP probe failed with statuscode: 503',
    source: 'https://github.com/CrunchyData/postgres-operator/issues/2736',
  },
  {
    text: 'Get "{url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    source: 'https://github.com/kubernetes/kubernetes/issues/115469',
  },
  {
    text: 'Get {url}: dial tcp {address}: connect: connection refused',
    source: 'https://github.com/mosn/mosn/issues/1724',
  },
];

export const TCP_PROBE_FAILED: readonly Wording[] = [
  {
    text: 'dial tcp {address}: connect: connection refused',
    source: 'kubernetes v1.37.2, pkg/probe/tcp/tcp.go: the error of Go',
  },
  {
    text: 'dial tcp {address}: i/o timeout',
    source: 'https://github.com/apache/apisix/issues/9143',
  },
  {
    text: 'dial tcp {address}: getsockopt: connection refused',
    source: 'https://github.com/kubernetes/kubernetes/issues/62594',
  },
];

/** The output of the command, cut short, or that it took too long. */
export const EXEC_PROBE_FAILED: readonly Wording[] = [
  {
    text: 'cat: /var/run/container.ready: No such file or directory',
    source: 'https://github.com/MicrosoftDocs/sql-docs/issues/7345',
  },
  {
    text: 'command "{command}" timed out',
    source: 'https://github.com/dirsigler/uptime-kuma-helm/pull/67',
  },
  {
    text: '',
    source: 'https://github.com/inspektor-gadget/inspektor-gadget/pull/187',
  },
];

const GRPC = 'kubernetes v1.37.2, pkg/probe/grpc/grpc.go';

export const GRPC_PROBE_FAILED: readonly Wording[] = [
  {
    text: 'timeout: failed to connect service "{address}" within {timeout}: context deadline exceeded',
    source: GRPC,
  },
  {
    text: 'service unhealthy (responded with "NOT_SERVING")',
    source: GRPC,
  },
  {
    text: 'timeout: health rpc did not complete within {timeout}',
    source: GRPC,
  },
];
