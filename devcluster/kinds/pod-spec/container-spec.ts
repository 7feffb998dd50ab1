/** Amounts by the name of the resource, as canonical quantities. */
export type ResourceList = Record<string, string>;

export interface ResourceRequirements {
  limits?: ResourceList;
  requests?: ResourceList;
  claims?: { name?: string }[];
}

/** The parts of a container that are defaulted or checked. Their types are right: the decoder has seen to that. */
export interface ContainerSpec {
  name?: string;
  image?: string;
  imagePullPolicy?: string;
  ports?: ContainerPort[];
  env?: EnvVar[];
  envFrom?: EnvSource[];
  resources?: ResourceRequirements;
  volumeMounts?: VolumeMount[];
  volumeDevices?: VolumeDevice[];
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  startupProbe?: Probe;
  lifecycle?: { postStart?: Action; preStop?: Action };
  terminationMessagePath?: string;
  terminationMessagePolicy?: string;
  restartPolicy?: string;
  securityContext?: ContainerSecurityContext;
}

export interface ContainerPort {
  name?: string;
  containerPort?: number;
  hostPort?: number;
  hostIP?: string;
  protocol?: string;
}

export interface EnvVar {
  name?: string;
  value?: string;
  valueFrom?: EnvVarSource;
}

export interface EnvVarSource {
  fieldRef?: FieldRef;
  resourceFieldRef?: ResourceFieldRef;
  configMapKeyRef?: KeyRef;
  secretKeyRef?: KeyRef;
  fileKeyRef?: FileKeyRef;
}

export interface FieldRef {
  apiVersion?: string;
  fieldPath?: string;
}

export interface ResourceFieldRef {
  containerName?: string;
  resource?: string;
  divisor?: string;
}

export interface KeyRef {
  name?: string;
  key?: string;
}

export interface FileKeyRef {
  volumeName?: string;
  path?: string;
  key?: string;
  optional?: boolean;
}

export interface EnvSource {
  prefix?: string;
  configMapRef?: { name?: string };
  secretRef?: { name?: string };
}

export interface VolumeMount {
  name?: string;
  mountPath?: string;
  subPath?: string;
  subPathExpr?: string;
  readOnly?: boolean;
  mountPropagation?: string;
  recursiveReadOnly?: string;
}

export interface VolumeDevice {
  name?: string;
  devicePath?: string;
}

/** What a probe or a hook does; exactly one of these. */
export interface Action {
  exec?: { command?: string[] };
  httpGet?: HttpGet;
  tcpSocket?: { port?: number | string };
  grpc?: { port?: number; service?: string };
  sleep?: { seconds?: number };
}

export interface HttpGet {
  path?: string;
  port?: number | string;
  scheme?: string;
  httpHeaders?: { name?: string }[];
}

export interface Probe extends Action {
  initialDelaySeconds?: number;
  timeoutSeconds?: number;
  periodSeconds?: number;
  successThreshold?: number;
  failureThreshold?: number;
  terminationGracePeriodSeconds?: number;
}

export interface ContainerSecurityContext extends Identity {
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  capabilities?: { add?: string[]; drop?: string[] };
  procMount?: string;
}

/** Whom a process runs as and what confines it, of a container or a pod. */
export interface Identity {
  runAsUser?: number;
  runAsGroup?: number;
  seccompProfile?: SecurityProfile;
  appArmorProfile?: SecurityProfile;
}

export interface SecurityProfile {
  type?: string;
  localhostProfile?: string;
}
