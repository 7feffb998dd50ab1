/** Fields of a pod that are checked and stored and change nothing, where a real cluster acts on them. The scheduler knows requests, the
 * number of pods, nodeSelector, taints and gates; the kubelet runs no command inside of a container and mounts nothing, although it waits
 * for what a volume refers to. */
export const UNOBEYED_FIELDS = [
  'spec.affinity',
  'spec.topologySpreadConstraints',
  'spec.containers[*].ports[*].hostPort',
  'spec.volumes',
  'spec.containers[*].volumeDevices',
  'spec.containers[*].lifecycle',
  'spec.containers[*].resizePolicy',
  'spec.os',
  'spec.dnsPolicy',
  'spec.dnsConfig',
  'spec.hostAliases',
] as const;
