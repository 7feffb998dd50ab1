import type { ControlPlane } from './control-plane.js';

/** Objects by the path of their collection, without the namespace: `v1/secrets`, `apps/v1/deployments`. */
export type Bodies = [collection: string, body: object][];

/** Something that can become of an app, how it is made, and what is to be said about it. */
export interface Situation {
  name: string;
  /** The code of the problem that comes first; absent when there is none. */
  code?: string;
  phase: string;
  /** Numbers and names of the problem, among others. */
  facts?: Record<string, string>;
  /** What kubectl prints for the pods and for the rollout is recorded beside it. */
  says: string;
  /** Who writes the texts: the control plane itself, or a kubelet, a runtime or an add-on whose texts are documented. */
  source: string;
  /** Only where the real control plane is, e.g. because the embedded one lacks the kind. */
  realOnly?: true;
  labels?: Record<string, string>;
  before?: Bodies;
  /** Cluster-wide objects, deleted afterwards. `NAMESPACE` in their text is replaced. */
  global?: Bodies;
  workload: object;
  after?: (does: Doing) => Promise<void>;
  /** How its cause goes away; absent: the pods get a template that works. */
  heal?: (does: Doing) => Promise<void>;
  /** Stands in the cluster when the situation is there. */
  evidence: RegExp;
}

/** What a situation can do to the cluster after its workload was made. Paths are within its namespace. */
export interface Doing {
  namespace: string;
  /** Whether the cluster says something now. */
  says: (what: RegExp) => Promise<boolean>;
  /** Repeats until it is true. */
  until: (what: RegExp) => Promise<void>;
  post: (collection: string, body: object) => Promise<void>;
  patch: (path: string, body: object, subresource?: string) => Promise<void>;
  remove: (path: string) => Promise<void>;
  /** Without the grace period. */
  removeAtOnce: (path: string) => Promise<void>;
  /** Names of the app's pods. */
  pods: () => Promise<string[]>;
  /** Gives the workload a template that works. */
  renew: () => Promise<void>;
  /** A call as admin, anywhere in the cluster. */
  call: ControlPlane['call'];
}

export const APP = 'web';

interface Parts {
  image?: string;
  container?: object;
  pod?: object;
  spec?: object;
  annotations?: object;
}

function template({
  image = 'nginx:1.27',
  container,
  pod,
  annotations,
}: Parts) {
  return {
    metadata: { labels: { 'moorage.dev/app': APP }, annotations },
    spec: {
      terminationGracePeriodSeconds: 1,
      containers: [{ name: APP, image, ...container }],
      ...pod,
    },
  };
}

/** The template of a pod that starts and stays. */
export const toHealthyTemplate = (): object => template({});

const metadata = { name: APP, labels: { 'moorage.dev/app': APP } };

/** A Deployment of one pod. */
export function aDeployment(parts: Parts): object {
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
    spec: {
      replicas: 1,
      selector: { matchLabels: metadata.labels },
      template: template(parts),
      ...parts.spec,
    },
  };
}

/** A ReplicationController of one pod. */
export function aController(parts: Parts): object {
  return {
    ...{ apiVersion: 'v1', kind: 'ReplicationController', metadata },
    spec: {
      replicas: 1,
      selector: metadata.labels,
      template: template(parts),
      ...parts.spec,
    },
  };
}

export const WANTS = (cpu: string, memory: string): object => ({
  resources: { requests: { cpu, memory }, limits: { cpu, memory } },
});

export const REAL = 'the control plane of Kubernetes 1.37.2';
export const KUBELET =
  'the documented text of a kubelet or a container runtime, see devcluster/kubelet/messages';
