import type { V1Container, V1Probe } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import type { AppPortInput } from './app-port.input.js';
import type { ProbeInput, ProbesInput } from './probe.input.js';
import { Probe, ProbeKind, Probes } from './probe.type.js';

type RawProbe = Raw<V1Probe>;
type Container = Raw<V1Container>;

const NAMES = {
  readiness: 'readinessProbe',
  liveness: 'livenessProbe',
  startup: 'startupProbe',
} as const;

/** Ready when the first TCP port accepts connections. */
export function defaultReadiness(ports: AppPortInput[]): {
  readinessProbe?: RawProbe;
} {
  const first = ports.find(({ protocol }) => protocol === 'TCP');
  if (!first) return {};
  return {
    readinessProbe: {
      tcpSocket: { port: first.targetPort ?? first.port },
      periodSeconds: 5,
      timeoutSeconds: 1,
      failureThreshold: 3,
    },
  };
}

/** Whether the readiness probe is the derived one, or none for want of a TCP port. */
export function isDerivedReadiness({
  readinessProbe,
  ports,
}: Container): boolean {
  const first = ports?.find(({ protocol }) => (protocol ?? 'TCP') === 'TCP');
  return readinessProbe
    ? readinessProbe.tcpSocket?.port === first?.containerPort
    : first === undefined;
}

/** The container with those probes that are given. */
export function withProbes(
  container: Container,
  probes: ProbesInput | undefined,
): Container {
  const changed = { ...container };
  for (const [name, key] of Object.entries(NAMES)) {
    const wish = probes?.[name as keyof typeof NAMES];
    if (!wish) continue;
    if (wish.disabled) delete changed[key];
    else changed[key] = toProbe(wish, container[key]);
  }
  return changed;
}

/** The probes of a container as they are read. */
export function fromProbes(container: Container | undefined): Probes {
  return Object.assign(
    new Probes(),
    Object.fromEntries(
      Object.entries(NAMES).map(([name, key]) => [
        name,
        container?.[key] && fromProbe(container[key]),
      ]),
    ),
  );
}

/** What the input does not know (a grace period, headers) stays. */
function toProbe(
  { http, tcp, exec, ...wish }: ProbeInput,
  before: RawProbe = {},
): RawProbe {
  const { httpGet, tcpSocket, exec: _exec, grpc: _grpc, ...kept } = before;
  return {
    ...kept,
    ...(http && {
      httpGet: { scheme: 'HTTP', ...httpGet, path: http.path, port: http.port },
    }),
    ...(tcp && { tcpSocket: { ...tcpSocket, port: tcp.port } }),
    ...(exec && { exec: { command: exec.command } }),
    initialDelaySeconds: wish.initialDelaySeconds || undefined,
    periodSeconds: wish.periodSeconds,
    timeoutSeconds: wish.timeoutSeconds,
    failureThreshold: wish.failureThreshold,
    successThreshold: kept.successThreshold ?? 1,
  };
}

/** Absent numbers are the cluster's defaults. */
function fromProbe(raw: RawProbe): Probe {
  return Object.assign(new Probe(), {
    ...wayOf(raw),
    periodSeconds: raw.periodSeconds ?? 10,
    timeoutSeconds: raw.timeoutSeconds ?? 1,
    failureThreshold: raw.failureThreshold ?? 3,
    successThreshold: raw.successThreshold ?? 1,
    initialDelaySeconds: raw.initialDelaySeconds ?? 0,
  });
}

function wayOf({
  httpGet,
  tcpSocket,
  exec,
  grpc,
}: RawProbe): Pick<Probe, 'kind' | 'path' | 'port' | 'command'> {
  if (httpGet)
    return {
      kind: ProbeKind.HTTP,
      path: httpGet.path ?? '/',
      port: String(httpGet.port),
    };
  if (tcpSocket) return { kind: ProbeKind.TCP, port: String(tcpSocket.port) };
  if (exec) return { kind: ProbeKind.EXEC, command: exec.command ?? [] };
  if (grpc)
    return {
      kind: ProbeKind.GRPC,
      path: grpc.service,
      port: String(grpc.port),
    };
  return { kind: ProbeKind.UNKNOWN };
}
