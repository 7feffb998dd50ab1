import { setContainerDefaults } from './pod-spec/container-defaults.js';
import type { ContainerSpec } from './pod-spec/container-spec.js';
import type { PodSpec } from './pod-spec/pod-spec.js';
import { setVolumeDefaults } from './pod-spec/volume-defaults.js';

/** Fills in what every pod spec has, in pods and in templates: K1/pod-spec, K1/template. */
export function setPodSpecDefaults(spec: PodSpec): void {
  spec.restartPolicy ||= 'Always';
  spec.terminationGracePeriodSeconds ??= 30;
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.schedulerName ||= 'default-scheduler';
  spec.securityContext ??= {};
  setAccountDefaults(spec);
  spec.volumes?.forEach(setVolumeDefaults);
  allContainers(spec).forEach(setContainerDefaults);
}

/** Fills in what a pod has and a template has not. */
export function setPodDefaults(spec: PodSpec): void {
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0)
    spec.terminationGracePeriodSeconds = 1;
  spec.enableServiceLinks ??= true;
  for (const container of allContainers(spec)) {
    setRequestDefaults(container);
    if (spec.hostNetwork)
      container.ports?.forEach(
        (port) => (port.hostPort ||= port.containerPort),
      );
  }
  setPodSpecDefaults(spec);
}

const allContainers = (spec: PodSpec): ContainerSpec[] => [
  ...(spec.initContainers ?? []),
  ...(spec.containers ?? []),
];

/** The account has an old name, too; both are kept equal. */
function setAccountDefaults(spec: PodSpec): void {
  const account = spec.serviceAccountName || spec.serviceAccount;
  if (!account) return;
  spec.serviceAccountName = account;
  spec.serviceAccount = account;
}

/** What is limited and not requested is requested up to its limit. */
function setRequestDefaults({ resources }: ContainerSpec): void {
  if (resources?.limits)
    resources.requests = { ...resources.limits, ...resources.requests };
}
