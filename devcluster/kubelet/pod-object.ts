/** The parts of a Pod that the kubelet reads, as they are on the wire. */
export interface PodObject {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    generation?: number;
    annotations?: Record<string, string>;
    deletionTimestamp?: string;
    deletionGracePeriodSeconds?: number;
    finalizers?: string[];
  };
  spec: PodSpec;
  status?: {
    phase?: string;
    podIP?: string;
    startTime?: string;
    qosClass?: string;
    conditions?: PodCondition[];
  };
}

export interface PodSpec {
  nodeName?: string;
  hostNetwork?: boolean;
  restartPolicy?: RestartPolicy;
  terminationGracePeriodSeconds?: number;
  activeDeadlineSeconds?: number;
  securityContext?: SecurityContext;
  imagePullSecrets?: { name?: string }[];
  readinessGates?: { conditionType: string }[];
  volumes?: VolumeSpec[];
  initContainers?: ContainerSpec[];
  containers: ContainerSpec[];
}

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

export interface SecurityContext {
  runAsNonRoot?: boolean;
  runAsUser?: number;
}

export interface ContainerSpec {
  name: string;
  image: string;
  imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  command?: string[];
  /** On an init container, Always makes it a sidecar. */
  restartPolicy?: RestartPolicy;
  env?: { name: string; valueFrom?: EnvSource }[];
  envFrom?: { configMapRef?: ObjectRef; secretRef?: ObjectRef }[];
  volumeMounts?: VolumeMount[];
  resources?: { requests?: Record<string, string> };
  securityContext?: SecurityContext;
  ports?: { name?: string; containerPort: number }[];
  startupProbe?: Probe;
  readinessProbe?: Probe;
  livenessProbe?: Probe;
  lifecycle?: { preStop?: { sleep?: { seconds: number } } };
}

export interface ObjectRef {
  name?: string;
  optional?: boolean;
}

export interface EnvSource {
  configMapKeyRef?: ObjectRef & { key: string };
  secretKeyRef?: ObjectRef & { key: string };
}

export interface VolumeMount {
  name: string;
  mountPath: string;
  readOnly?: boolean;
}

interface KeyedSource extends ObjectRef {
  items?: { key: string }[];
}

export interface VolumeSpec {
  name: string;
  secret?: {
    secretName?: string;
    optional?: boolean;
    items?: { key: string }[];
  };
  configMap?: KeyedSource;
  projected?: { sources?: { secret?: KeyedSource; configMap?: KeyedSource }[] };
}

/** A probe as the API server stores it, with its defaults. */
export interface Probe {
  initialDelaySeconds?: number;
  periodSeconds?: number;
  timeoutSeconds?: number;
  successThreshold?: number;
  failureThreshold?: number;
  terminationGracePeriodSeconds?: number;
  exec?: { command?: string[] };
  httpGet?: {
    path?: string;
    port: number | string;
    scheme?: string;
    host?: string;
  };
  tcpSocket?: { port: number | string; host?: string };
  grpc?: { port: number };
}

export interface PodCondition {
  type: string;
  status: 'True' | 'False';
  reason?: string | null;
  message?: string | null;
  lastTransitionTime: string;
  observedGeneration?: number;
}

/** How messages name a pod: name_namespace(uid). */
export function toPodRef({ metadata }: Pick<PodObject, 'metadata'>): string {
  return `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
}
