import type { AdmissionRequest } from '../api/admission.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';

/** The parts of a Pod that admission reads and writes. */
export interface PodObject extends KubeObject {
  spec: PodSpec;
  status?: { phase?: string };
}

export interface PodSpec {
  /** Missing in a pod that validation is yet to refuse. */
  containers?: ContainerSpec[];
  initContainers?: ContainerSpec[];
  volumes?: VolumeSpec[];
  overhead?: ResourceList;
  serviceAccountName?: string;
  serviceAccount?: string;
  automountServiceAccountToken?: boolean;
  imagePullSecrets?: { name: string }[];
  priorityClassName?: string;
  priority?: number;
  preemptionPolicy?: string;
  runtimeClassName?: string;
  tolerations?: Toleration[];
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  hostUsers?: boolean;
  os?: { name: string };
  securityContext?: PodSecurityContext;
}

export interface ContainerSpec {
  name: string;
  image?: string;
  /** Only on init containers: Always makes it a sidecar. */
  restartPolicy?: string;
  resources?: ResourceNeeds;
  volumeMounts?: VolumeMount[];
  ports?: { hostPort?: number }[];
  livenessProbe?: HostAction;
  readinessProbe?: HostAction;
  startupProbe?: HostAction;
  lifecycle?: { postStart?: HostAction; preStop?: HostAction };
  securityContext?: ContainerSecurityContext;
}

/** Quantities by resource name. */
export type ResourceList = Record<string, string>;

export interface ResourceNeeds {
  requests?: ResourceList;
  limits?: ResourceList;
}

export interface VolumeMount {
  name: string;
  mountPath: string;
  readOnly?: boolean;
}

/** Besides its name a volume has one field, named for its type. */
export interface VolumeSpec {
  name: string;
  [type: string]: unknown;
}

export interface Toleration {
  key?: string;
  operator?: string;
  effect?: string;
  tolerationSeconds?: number;
}

/** What a probe or a hook calls. */
export interface HostAction {
  httpGet?: { host?: string };
  tcpSocket?: { host?: string };
}

/** What may be said for the whole pod and for one container. */
export interface SecurityContext {
  runAsNonRoot?: boolean;
  runAsUser?: number;
  appArmorProfile?: { type: string };
  seccompProfile?: { type: string };
  seLinuxOptions?: { type?: string; user?: string; role?: string };
  windowsOptions?: { hostProcess?: boolean };
}

export interface PodSecurityContext extends SecurityContext {
  sysctls?: { name: string }[];
}

export interface ContainerSecurityContext extends SecurityContext {
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  procMount?: string;
  capabilities?: { add?: string[]; drop?: string[] };
}

export const isPod = ({ group, plural }: Kind): boolean =>
  group === '' && plural === 'pods';

/** The new pod of a request that makes one; undefined for every other request. */
export function newPodOf(request: AdmissionRequest): PodObject | undefined {
  return request.operation === 'CREATE' ? writtenPodOf(request) : undefined;
}

/** The pod of a request that makes or changes one, other than by a subresource. */
export function writtenPodOf({
  kind,
  operation,
  subresource,
  object,
}: AdmissionRequest): PodObject | undefined {
  const isWrite = operation !== 'DELETE' && subresource === '' && isPod(kind);
  return isWrite ? (object as PodObject) : undefined;
}

/** All containers, those that start the pod first. */
export const containersOf = ({
  initContainers,
  containers,
}: PodSpec): ContainerSpec[] => [
  ...(initContainers ?? []),
  ...(containers ?? []),
];
