import type { NumberPool } from './number-pool.js';
import { PortGrant } from './port-grant.js';
import type { ServiceClaims } from './service-claims.js';
import {
  hasNodePorts,
  needsHealthCheckPort,
  needsNodePorts,
  nodePortsOf,
  type ServiceObject,
  type ServicePort,
} from './service-object.js';
import { refuseForLack, refuseValue } from './service-refusal.js';

export interface PortRange {
  first: number;
  last: number;
}

interface Allocation {
  pool: NumberPool;
  claims: ServiceClaims;
  dryRun: boolean;
}

/** The range of ports, of which the lowest are left for those who ask for a number: K6/alloc. */
export function toPortPool({ first, last }: PortRange): NumberPool {
  const size = last - first + 1;
  const band = Math.min(Math.max(Math.floor(size / 32), 16), 128);
  return { first, last, band: size > 16 ? band : 0 };
}

/** Gives a service its ports of the nodes: K6. */
export function allocateNodePorts(
  draft: ServiceObject,
  old: ServiceObject | undefined,
  { pool, claims, dryRun }: Allocation,
): void {
  const grant = new PortGrant(
    pool,
    (port) => claims.isTaken(port),
    dryRun,
    old ? nodePortsOf(old.spec) : [],
  );
  if (hasNodePorts(draft.spec))
    if (old) grantChangedPorts(draft, grant);
    else grantNewPorts(draft, grant);
  grantHealthCheckPort(draft, old, grant);
}

/** What is TCP and UDP on one port of a new service is so on one port of the nodes, too. */
function grantNewPorts(draft: ServiceObject, grant: PortGrant): void {
  const { ports = [] } = draft.spec;
  const byPort = new Map<number, number>();
  for (const [index, port] of ports.entries()) {
    if (!port.nodePort && !needsNodePorts(draft.spec)) continue;
    const number = port.port ?? 0;
    const shared = byPort.get(number);
    const wanted = port.nodePort || shared || findWanted(ports, number);
    if (wanted && wanted !== shared) request(draft, index, wanted, grant);
    port.nodePort = wanted || pick(grant, 'failed to allocate a nodePort');
    byPort.set(number, shared ?? port.nodePort);
  }
}

function grantChangedPorts(draft: ServiceObject, grant: PortGrant): void {
  const requested = new Set<number>();
  for (const [index, port] of (draft.spec.ports ?? []).entries()) {
    if (port.nodePort) {
      if (!requested.has(port.nodePort))
        request(draft, index, port.nodePort, grant);
      requested.add(port.nodePort);
    } else if (needsNodePorts(draft.spec)) {
      port.nodePort = pick(grant, 'failed to allocate a nodePort');
    }
  }
}

function request(
  draft: ServiceObject,
  index: number,
  port: number,
  grant: PortGrant,
): void {
  const problem = grant.request(port);
  if (problem)
    throw refuseValue(draft, `spec.ports[${index}].nodePort`, port, problem);
}

function grantHealthCheckPort(
  draft: ServiceObject,
  old: ServiceObject | undefined,
  grant: PortGrant,
): void {
  const { spec } = draft;
  const isNew = !old || !needsHealthCheckPort(old.spec);
  if (!isNew || !needsHealthCheckPort(spec)) return;
  const wanted = spec.healthCheckNodePort;
  if (!wanted) {
    spec.healthCheckNodePort = pick(
      grant,
      'failed to allocate a HealthCheck NodePort 0',
    );
    return;
  }
  const problem = grant.request(wanted);
  if (problem)
    throw refuseForLack(
      `failed to allocate requested HealthCheck NodePort ${wanted}: ${problem}`,
    );
}

function pick(grant: PortGrant, why: string): number {
  const port = grant.pick();
  if (port === undefined) throw refuseForLack(`${why}: range is full`);
  return port;
}

const findWanted = (ports: readonly ServicePort[], number: number): number =>
  ports.find(({ port, nodePort }) => port === number && nodePort)?.nodePort ??
  0;
