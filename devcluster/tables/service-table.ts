import type { KubeObject } from '../api/kube-object.js';
import { AGE, type Column, column, NAME, wideColumn } from './column.js';
import { UNKNOWN } from './duration.js';
import { NONE, toLabelsCell } from './text-cells.js';

interface Service extends KubeObject {
  spec?: {
    type?: string;
    clusterIPs?: readonly string[];
    externalIPs?: readonly string[];
    externalName?: string;
    ports?: readonly { port: number; nodePort?: number; protocol?: string }[];
    selector?: Record<string, string>;
  };
  status?: {
    loadBalancer?: {
      ingress?: readonly { ip?: string; hostname?: string }[];
    };
  };
}

export const SERVICE_COLUMNS: readonly Column<Service>[] = [
  NAME,
  column('Type', ({ spec }) => spec?.type ?? ''),
  column('Cluster-IP', ({ spec }) => spec?.clusterIPs?.[0] ?? NONE),
  column('External-IP', toExternalAddress),
  column('Port(s)', toPorts),
  AGE,
  wideColumn('Selector', ({ spec }) => toLabelsCell(spec?.selector)),
];

function toExternalAddress({ spec, status }: Service): string {
  const own = spec?.externalIPs ?? [];
  switch (spec?.type) {
    case 'ClusterIP':
    case 'NodePort':
      return own.join(',') || NONE;
    case 'LoadBalancer': {
      const given = (status?.loadBalancer?.ingress ?? [])
        .map(({ ip, hostname }) => ip || hostname || '')
        .filter(Boolean);
      return [...[...new Set(given)].sort(), ...own].join(',') || '<pending>';
    }
    case 'ExternalName':
      return spec.externalName ?? '';
    default:
      return UNKNOWN;
  }
}

/** `80/TCP,443:30443/TCP`. */
function toPorts({ spec }: Service): string {
  const texts = (spec?.ports ?? []).map(
    ({ port, nodePort, protocol }) =>
      `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`,
  );
  return texts.join(',') || NONE;
}
