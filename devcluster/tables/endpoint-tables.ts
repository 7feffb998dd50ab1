import type { KubeObject } from '../api/kube-object.js';
import { AGE, type Column, column, NAME } from './column.js';
import { NONE, toFirstFew, UNSET } from './text-cells.js';

interface Endpoints extends KubeObject {
  subsets?: readonly {
    addresses?: readonly { ip: string }[];
    ports?: readonly { port: number }[];
  }[];
}

interface EndpointSlice extends KubeObject {
  addressType?: string;
  ports?: readonly { port?: number; name?: string }[] | null;
  endpoints?: readonly { addresses?: readonly string[] }[] | null;
}

const MOST = 3;

export const ENDPOINTS_COLUMNS: readonly Column<Endpoints>[] = [
  NAME,
  column('Endpoints', ({ subsets = [] }) =>
    subsets.length ? toFirstFew(subsets.flatMap(toHosts), MOST) : NONE,
  ),
  AGE,
];

export const ENDPOINT_SLICE_COLUMNS: readonly Column<EndpointSlice>[] = [
  NAME,
  column('AddressType', ({ addressType }) => addressType ?? ''),
  column('Ports', ({ ports }) => {
    const texts = (ports ?? []).map(({ port, name }) => port ?? name ?? '*');
    return toFirstFew(texts, MOST) || UNSET;
  }),
  column('Endpoints', ({ endpoints }) => {
    const addresses = (endpoints ?? []).flatMap((one) => one.addresses ?? []);
    return toFirstFew(addresses, MOST) || UNSET;
  }),
  AGE,
];

/** Each ready address with each port; the addresses alone where there is no port. */
function toHosts({
  addresses = [],
  ports = [],
}: NonNullable<Endpoints['subsets']>[number]): string[] {
  if (ports.length === 0) return addresses.map(({ ip }) => ip);
  return ports.flatMap(({ port }) =>
    addresses.map(({ ip }) => `${ip.includes(':') ? `[${ip}]` : ip}:${port}`),
  );
}
