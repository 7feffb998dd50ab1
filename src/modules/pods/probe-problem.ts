import type {
  V1Container,
  V1ContainerStatus,
  V1Probe,
} from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import type { ClusterEvent } from '../events/cluster-event.type.js';
import { type Damping, toDampedProblem } from './problem.js';
import type { Problem } from './problem.type.js';
import type { ProblemCode } from './problem-code.js';

const LEAST = 60_000;

/** The last Event of a reason that speaks of a container. */
export function lastEvent(
  events: readonly ClusterEvent[],
  reason: string,
  about: RegExp,
  container: string,
): ClusterEvent | undefined {
  let last: ClusterEvent | undefined;
  for (const event of events) {
    const isOthers =
      event.container !== undefined && event.container !== container;
    if (event.reason !== reason || isOthers || !about.test(event.message))
      continue;
    if (
      !last ||
      Date.parse(event.lastSeen ?? '') >= Date.parse(last.lastSeen ?? '')
    )
      last = event;
  }
  return last;
}

/** The probe because of which a container is restarted. */
export function killingProbe(
  container: Raw<V1Container>,
  events: readonly ClusterEvent[],
): { code: ProblemCode; title: string; raw: string; at: number } | undefined {
  const kinds = [
    ['LIVENESS_FAILING', /liveness probe/i, container.livenessProbe],
    ['STARTUP_FAILING', /startup probe/i, container.startupProbe],
  ] as const;
  for (const [code, about, probe] of kinds) {
    if (!probe) continue;
    const killing = lastEvent(events, 'Killing', about, container.name);
    if (!killing) continue;
    const said = lastEvent(events, 'Unhealthy', about, container.name);
    const raw = said?.message ?? killing.message;
    return {
      ...{ code, raw, at: Date.parse(killing.lastSeen ?? '') },
      title: `Restarted because ${probeWords(probe)} ${answerWords(said?.message)}.`,
    };
  }
  return undefined;
}

/** Why a container runs and is not ready. */
export function readinessProblem(
  container: Raw<V1Container>,
  status: Raw<V1ContainerStatus>,
  events: readonly ClusterEvent[],
  damping: Damping,
): Problem | undefined {
  const running = status.state?.running;
  if (!running || status.ready) return undefined;
  const starts = status.started === false && container.startupProbe;
  const probe = starts ? container.startupProbe : container.readinessProbe;
  const about = starts ? /^startup probe/i : /^readiness probe/i;
  const said = lastEvent(events, 'Unhealthy', about, container.name);
  if (!said && !probe) return undefined;
  const periods = (probe?.periodSeconds ?? 10) * 3_000;
  return toDampedProblem(
    starts ? 'STARTUP_FAILING' : 'READINESS_FAILING',
    {
      title: `Running, but ${probeWords(probe)} ${answerWords(said?.message)}.`,
      raw: said?.message,
      container: container.name,
      restarts: status.restartCount,
      since: running.startedAt,
      facts: { port: portOf(probe) },
    },
    { ...damping, after: Math.max(LEAST, periods) },
  );
}

function probeWords(probe: Raw<V1Probe> | undefined): string {
  if (probe?.httpGet)
    return `GET ${probe.httpGet.path ?? '/'} on ${portOf(probe)}`;
  if (probe?.tcpSocket) return `port ${portOf(probe)}`;
  if (probe?.grpc) return `gRPC on ${portOf(probe)}`;
  if (probe?.exec)
    return `the command ${(probe.exec.command ?? []).join(' ').slice(0, 80)}`;
  return 'its probe';
}

function portOf(probe: Raw<V1Probe> | undefined): string | undefined {
  const port =
    probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
  return port === undefined ? undefined : String(port);
}

function answerWords(message: string | undefined): string {
  const code = /statuscode: (\d+)/.exec(message ?? '')?.[1];
  if (code) return `answers ${code}`;
  if (/refused/.test(message ?? '')) return 'does not answer: nothing listens';
  if (/time|deadline/i.test(message ?? '')) return 'does not answer in time';
  return message ? 'fails' : 'has not succeeded yet';
}
