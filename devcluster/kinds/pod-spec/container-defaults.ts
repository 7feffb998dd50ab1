import type {
  Action,
  ContainerSpec,
  EnvVarSource,
  Probe,
} from './container-spec.js';
import { toPullPolicy } from './image-name.js';

/** Fills in what every container has, in pods and in templates: K1/container. */
export function setContainerDefaults(container: ContainerSpec): void {
  container.imagePullPolicy ||= toPullPolicy(container.image);
  container.terminationMessagePath ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  container.ports?.forEach((port) => (port.protocol ||= 'TCP'));
  container.env?.forEach(({ valueFrom }) => setEnvDefaults(valueFrom));
  setProbeDefaults(container.livenessProbe);
  setProbeDefaults(container.readinessProbe);
  setProbeDefaults(container.startupProbe);
  setActionDefaults(container.lifecycle?.postStart);
  setActionDefaults(container.lifecycle?.preStop);
}

function setEnvDefaults(source: EnvVarSource | undefined): void {
  if (source?.fieldRef) source.fieldRef.apiVersion ||= 'v1';
  if (source?.fileKeyRef) source.fileKeyRef.optional ??= false;
}

function setProbeDefaults(probe: Probe | undefined): void {
  if (!probe) return;
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  setActionDefaults(probe);
  if (probe.grpc) probe.grpc.service ??= '';
}

function setActionDefaults(action: Action | undefined): void {
  if (!action?.httpGet) return;
  action.httpGet.path ||= '/';
  action.httpGet.scheme ||= 'HTTP';
}
