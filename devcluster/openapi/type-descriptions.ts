/** In our words, and only for what people look up most: kubectl explain shows other types without a text. */
export const TYPE_DESCRIPTIONS: Readonly<Record<string, string>> = {
  'apps.v1.Deployment':
    'Keeps a number of equal pods running and replaces them step by step when their template changes.',
  'apps.v1.DeploymentSpec': 'What a Deployment is asked to keep running.',
  'apps.v1.ReplicaSet':
    'Keeps a number of equal pods running. A Deployment makes one for each of its templates.',
  'autoscaling.v2.HorizontalPodAutoscaler':
    'Asks for the number of pods of a workload to follow what is measured of them.',
  'discovery.v1.EndpointSlice':
    'A part of the addresses behind a Service, with their ports.',
  'events.v1.Event': 'Something that happened to an object.',
  'networking.v1.NetworkPolicy':
    'Which connections some of the pods of a namespace may take and open.',
  'rbac.v1.ClusterRole': 'Rights that can be given in the whole cluster.',
  'rbac.v1.ClusterRoleBinding':
    'Gives the rights of a ClusterRole in the whole cluster.',
  'rbac.v1.Role': 'Rights that can be given inside of one namespace.',
  'rbac.v1.RoleBinding': 'Gives the rights of a role inside of one namespace.',
  'v1.ConfigMap': 'Settings for pods to read.',
  'v1.Container': 'One process of a pod, started from an image.',
  'v1.Endpoints':
    'The addresses behind a Service; superseded by EndpointSlices.',
  'v1.Event': 'Something that happened to an object.',
  'v1.LimitRange':
    'What each container, pod or claim of a namespace may ask for, and what it gets when it asks for nothing.',
  'v1.Namespace': 'A room for objects, in which their names are their own.',
  'v1.Node': 'A machine that runs pods.',
  'v1.PersistentVolume': 'Storage that outlives the pods that use it.',
  'v1.PersistentVolumeClaim': 'Asks for storage that outlives the pods.',
  'v1.Pod': 'Containers that run together on one node.',
  'v1.PodSpec': 'What a pod is asked to run, and where.',
  'v1.PodTemplate': 'A pattern for pods.',
  'v1.PodTemplateSpec': 'A pattern for pods.',
  'v1.ReplicationController':
    'Keeps a number of equal pods running; superseded by Deployments.',
  'v1.ResourceQuota': 'How much all objects of a namespace may use together.',
  'v1.Secret': 'Passwords, keys and certificates for pods to read.',
  'v1.Service': 'One address for all pods that its selector matches.',
  'v1.ServiceAccount': 'The name under which pods call the API.',
};
