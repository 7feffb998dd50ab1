import { kindOf } from './group-version-kind.js';

type Texts = Readonly<Record<string, string>>;

/** The same for every kind. */
const OF_KINDS: Texts = {
  apiVersion: 'The group and version of the kind.',
  kind: 'The name of the kind.',
  metadata: 'The name of the object and what else all objects have.',
  spec: 'What is asked for.',
  status: 'What is the case. Set by the cluster.',
};

/** By type, in our words, and only for what people look up most. */
const OF_TYPES: Readonly<Record<string, Texts>> = {
  'meta.v1.ObjectMeta': {
    annotations: 'Notes that nothing selects by.',
    creationTimestamp: 'When the object was made. Set by the server.',
    deletionTimestamp:
      'When the object was, or will be, deleted. Set by the server.',
    finalizers: 'Who has something to do before the object may go.',
    generateName: 'What a name begins with that the server completes.',
    generation: 'Counts the changes of the spec. Set by the server.',
    labels: 'Keys and values to select by.',
    managedFields: 'Who set which fields. Set by the server.',
    name: 'What the object is called among its kind in its namespace.',
    namespace: 'The namespace that the object is in.',
    ownerReferences: 'The objects that this one goes with.',
    resourceVersion: 'Changes with every write. Set by the server.',
    uid: 'Is never used twice. Set by the server.',
  },
  'apps.v1.DeploymentSpec': {
    minReadySeconds: 'How long a pod must be ready to count as available.',
    paused: 'Whether changes of the template wait.',
    progressDeadlineSeconds: 'How long a roll-out may go without progress.',
    replicas: 'The number of pods.',
    revisionHistoryLimit: 'How many old ReplicaSets are kept to go back to.',
    selector: 'Which pods belong to the Deployment. Cannot be changed.',
    strategy: 'How old pods are replaced by new ones.',
    template: 'The pattern for new pods.',
  },
  'v1.Container': {
    args: 'The arguments of the command; those of the image when left out.',
    command: 'The program to run; that of the image when left out.',
    env: 'Environment variables.',
    image: 'The image to start from.',
    imagePullPolicy: 'Always, IfNotPresent or Never.',
    livenessProbe: 'Asks whether the container must be started again.',
    name: 'What the container is called in its pod.',
    ports: 'The ports that it listens on.',
    readinessProbe: 'Asks whether it can take requests.',
    resources: 'How much of the node it needs and may use.',
    securityContext: 'The rights that its processes have.',
    startupProbe: 'Asks whether it has started; the other probes wait.',
    volumeMounts: 'Where it sees the volumes of its pod.',
    workingDir: 'The directory that the command starts in.',
  },
  'v1.PodSpec': {
    containers: 'What runs side by side.',
    initContainers: 'What runs before the containers, one after the other.',
    nodeName: 'The node that runs the pod.',
    nodeSelector: 'Labels that the node must have.',
    restartPolicy: 'Always, OnFailure or Never.',
    securityContext: 'The rights that all processes of the pod have.',
    serviceAccountName: 'The account under which the pod calls the API.',
    tolerations: 'Taints of nodes that do not keep the pod away.',
    volumes: 'Directories that the containers can share.',
  },
  'v1.ResourceRequirements': {
    limits: 'The most that may be used.',
    requests: 'What is set aside on the node.',
  },
  'v1.ServiceSpec': {
    clusterIP: 'The address in the cluster; None for a Service without one.',
    ports: 'The ports of the Service.',
    selector: 'Labels of the pods that stand behind it.',
    type: 'ClusterIP, NodePort, LoadBalancer or ExternalName.',
  },
};

/** A line about a field, where there is one. */
export function describeField(type: string, field: string): string | undefined {
  return OF_TYPES[type]?.[field] ?? (kindOf(type) && OF_KINDS[field]);
}
