import type { ObjectReader } from '../api/object-reader.js';
import { allocateClusterIp, type IpPool, toIpPool } from './cluster-ip.js';
import { allocateNodePorts, type PortRange, toPortPool } from './node-port.js';
import { ServiceClaims } from './service-claims.js';
import { fillIpFamilies } from './service-families.js';
import type { ServiceObject } from './service-object.js';

export interface ServiceOptions {
  /** The addresses of services, 10.96.0.0/16 when left out. */
  serviceRange?: string;
  /** The ports of the nodes that services can have, 30000 to 32767 when left out. */
  nodePortRange?: PortRange;
}

export type AllocateService = (
  draft: ServiceObject,
  old: ServiceObject | undefined,
  reader: ObjectReader,
  dryRun: boolean,
) => void;

/** Returns what gives addresses and ports of the nodes to services: K5, K6. It changes the draft or throws a StatusError. */
export function createServiceAllocation({
  serviceRange = '10.96.0.0/16',
  nodePortRange = { first: 30_000, last: 32_767 },
}: ServiceOptions): AllocateService {
  const addresses: IpPool = toIpPool(serviceRange);
  const ports = toPortPool(nodePortRange);
  const claimsByReader = new WeakMap<ObjectReader, ServiceClaims>();

  function toClaims(reader: ObjectReader): ServiceClaims {
    const claims = claimsByReader.get(reader) ?? new ServiceClaims(reader);
    claimsByReader.set(reader, claims);
    return claims;
  }

  return (draft, old, reader, dryRun) => {
    const claims = toClaims(reader);
    fillIpFamilies(draft, old);
    allocateClusterIp(draft, old, { pool: addresses, claims, dryRun });
    allocateNodePorts(draft, old, { pool: ports, claims, dryRun });
    if (!dryRun) claims.remember(draft);
  };
}
