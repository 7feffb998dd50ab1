import type { ContainerSpec, HostAction } from '../pod-object.js';
import {
  type Check,
  namesOf,
  offenders,
  plural,
  quotedSet,
  sortedSet,
} from './check.js';

export const checkHostNamespaces: Check = ({ spec }) => {
  const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter(
    (field) => spec[field],
  );
  return shared.length > 0
    ? {
        reason: 'host namespaces',
        detail: shared.map((field) => `${field}=true`).join(', '),
      }
    : undefined;
};

export const checkHostPaths: Check = ({ spec }) => {
  const bad = (spec.volumes ?? []).filter((volume) => volume.hostPath);
  return bad.length > 0
    ? { reason: 'hostPath volumes', detail: namesOf(bad, 'volume') }
    : undefined;
};

export const checkHostPorts: Check = (pod) => {
  const portsOf = ({ ports = [] }: ContainerSpec) =>
    ports.flatMap(({ hostPort }) => (hostPort ? String(hostPort) : []));
  const bad = offenders(pod, (one) => portsOf(one).length > 0);
  if (bad.length === 0) return undefined;
  const ports = sortedSet(bad.flatMap(portsOf));
  return {
    reason: 'hostPort',
    detail: `${namesOf(bad)} ${verb(bad)} ${plural(ports.length, 'hostPort')} ${ports.join(', ')}`,
  };
};

export const checkProbeHosts: Check = (pod) => {
  const bad = offenders(pod, (one) => hostsOf(one).length > 0);
  if (bad.length === 0) return undefined;
  const hosts = sortedSet(bad.flatMap(hostsOf));
  const names = sortedSet(bad.map(({ name }) => name));
  return {
    reason: 'probe or lifecycle host',
    detail: `${namesOf(names.map((name) => ({ name })))} ${verb(bad)} ${plural(hosts.length, 'probe or lifecycle host')} ${quotedSet(hosts)}`,
  };
};

const verb = ({ length }: readonly unknown[]) =>
  length === 1 ? 'uses' : 'use';

const hostsOf = (container: ContainerSpec): string[] =>
  actionsOf(container).flatMap((action) =>
    [action?.httpGet?.host, action?.tcpSocket?.host].filter(
      (host): host is string => !!host,
    ),
  );

const actionsOf = (container: ContainerSpec): (HostAction | undefined)[] => [
  container.livenessProbe,
  container.readinessProbe,
  container.startupProbe,
  container.lifecycle?.postStart,
  container.lifecycle?.preStop,
];
