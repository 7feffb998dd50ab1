import { toGoDuration } from '../go-duration.js';
import {
  EXEC_PROBE_FAILED,
  GRPC_PROBE_FAILED,
  HTTP_PROBE_FAILED,
  TCP_PROBE_FAILED,
} from '../messages/probe-failed.js';
import { say, type Wording } from '../messages/wording.js';
import type { ContainerSpec, Probe } from '../pod-object.js';
import type { ProbeKind } from './health.js';

const NAMES = {
  startup: 'Startup',
  readiness: 'Readiness',
  liveness: 'Liveness',
};

/** Returns the message of the event Unhealthy. */
export function toProbeFailure(
  kind: ProbeKind,
  probe: Probe,
  spec: ContainerSpec,
  podIP: string,
  variant: number,
): string {
  const { httpGet, tcpSocket, grpc, exec, timeoutSeconds = 1 } = probe;
  const target = httpGet ?? tcpSocket;
  const port = grpc?.port ?? toPort(target?.port, spec);
  const host = target?.host || podIP;
  const scheme = (httpGet?.scheme ?? 'HTTP').toLowerCase();
  const path = httpGet?.path ?? '/';
  const text = say(wordingsFor(probe), variant, {
    url: `${scheme}://${host}:${port}${path.startsWith('/') ? '' : '/'}${path}`,
    address: `${host}:${port}`,
    command: (exec?.command ?? []).join(' '),
    timeout: toGoDuration(timeoutSeconds * 1000),
  });
  return `${NAMES[kind]} probe failed: ${text}`;
}

function wordingsFor(probe: Probe): readonly Wording[] {
  if (probe.httpGet) return HTTP_PROBE_FAILED;
  if (probe.tcpSocket) return TCP_PROBE_FAILED;
  return probe.grpc ? GRPC_PROBE_FAILED : EXEC_PROBE_FAILED;
}

function toPort(port: number | string | undefined, spec: ContainerSpec) {
  if (typeof port !== 'string') return port ?? 0;
  return spec.ports?.find(({ name }) => name === port)?.containerPort ?? port;
}
