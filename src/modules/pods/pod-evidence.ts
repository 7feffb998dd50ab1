import type { V1Container, V1Pod } from '@kubernetes/client-node';

import { ANNOTATIONS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';

/** The parts of a pod that its problems are found in: lists are long, and the rest of an object is not kept. */
export function toEvidence({
  metadata = {},
  spec,
  status,
}: Raw<V1Pod>): Raw<V1Pod> {
  const hash = metadata.annotations?.[ANNOTATIONS.templateHash];
  return {
    metadata: {
      name: metadata.name,
      uid: metadata.uid,
      creationTimestamp: metadata.creationTimestamp,
      deletionTimestamp: metadata.deletionTimestamp,
      finalizers: metadata.finalizers,
      ownerReferences: metadata.ownerReferences,
      annotations: hash ? { [ANNOTATIONS.templateHash]: hash } : undefined,
    },
    spec: spec && {
      nodeName: spec.nodeName,
      nodeSelector: spec.nodeSelector,
      schedulingGates: spec.schedulingGates,
      volumes: spec.volumes?.filter((each) => each.persistentVolumeClaim),
      initContainers: spec.initContainers?.map(pick),
      containers: spec.containers.map(pick),
    },
    status,
  };
}

function pick(container: Raw<V1Container>): Raw<V1Container> {
  const { name, image, resources, ports, restartPolicy } = container;
  const { readinessProbe, livenessProbe, startupProbe } = container;
  return {
    ...{ name, image, resources, ports, restartPolicy },
    ...{ readinessProbe, livenessProbe, startupProbe },
  };
}
