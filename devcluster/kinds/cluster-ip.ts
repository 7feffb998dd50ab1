import { formatAddress, parseAddress, parseRange } from './ip-address.js';
import { type NumberPool, pickFree } from './number-pool.js';
import type { ServiceClaims } from './service-claims.js';
import {
  isHeadless,
  needsClusterIp,
  type ServiceObject,
} from './service-object.js';
import { refuseForLack, refuseValue } from './service-refusal.js';

export interface IpPool extends NumberPool {
  /** As it was given. */
  range: string;
}

interface Allocation {
  pool: IpPool;
  claims: ServiceClaims;
  dryRun: boolean;
}

/** The addresses of a range but for the first and the last, which are the network's. */
export function toIpPool(range: string): IpPool {
  const parsed = parseRange(range);
  if (parsed?.family !== 'IPv4' || parsed.length > 30)
    throw new Error(`no range of IPv4 addresses for services: ${range}`);
  const [first, last] = [Number(parsed.first) + 1, Number(parsed.last) - 1];
  const size = last - first + 1;
  const band = Math.min(Math.max(16, Math.floor(size / 16)), 256);
  return { first, last, band: size > 16 ? band : 0, range };
}

/** Gives a service its address: K5. One that had an address, or was told to have none, keeps that. */
export function allocateClusterIp(
  draft: ServiceObject,
  old: ServiceObject | undefined,
  allocation: Allocation,
): void {
  const { spec } = draft;
  const isNew = !old || !needsClusterIp(old.spec);
  if (!isNew || !needsClusterIp(spec) || isHeadless(spec)) return;
  const wanted = spec.clusterIPs?.[0];
  if (wanted) {
    const problem = findProblem(wanted, allocation);
    if (problem)
      throw refuseValue(
        draft,
        'spec.clusterIPs',
        spec.clusterIPs,
        `failed to allocate IP ${wanted}: ${problem}`,
      );
    return;
  }
  spec.clusterIP = pickAddress(draft, allocation);
  spec.clusterIPs = [spec.clusterIP];
}

function findProblem(
  wanted: string,
  { pool, claims, dryRun }: Allocation,
): string | undefined {
  const number = Number(parseAddress(wanted)?.value);
  // A dry run goes another way through the API server, which knows nothing of other services.
  if (number < pool.first || number > pool.last)
    return dryRun
      ? `the provided IP (${wanted}) is not in the valid range. The range of valid IPs is ${pool.range}`
      : 'the provided network does not match the current range';
  return !dryRun && claims.isTaken(wanted)
    ? 'provided IP is already allocated'
    : undefined;
}

function pickAddress(
  { metadata }: ServiceObject,
  { pool, claims, dryRun }: Allocation,
): string {
  const toText = (number: number) => formatAddress(BigInt(number));
  if (dryRun) return toText(pool.first - 1);
  const number = pickFree(pool, (one) => claims.isTaken(toText(one)));
  if (number === undefined)
    throw refuseForLack(
      `failed to allocate a serviceIP for Service ${JSON.stringify(metadata.name)}: range is full`,
    );
  return toText(number);
}
