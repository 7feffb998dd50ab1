import type { V1Pod } from '@kubernetes/client-node';

import { ANNOTATIONS, LABELS, MANAGED_BY } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { isReservedLabel } from '../../graphql/check-labels.js';
import { toLabels } from '../../graphql/label.type.js';
import { toContainer, toPodSecurity } from './container.manifest.js';
import {
  type CreatePodInput,
  RestartPolicy,
  type UpdatePodInput,
} from './pod.input.js';

const RESTART_POLICIES = {
  [RestartPolicy.ALWAYS]: 'Always',
  [RestartPolicy.ON_FAILURE]: 'OnFailure',
  [RestartPolicy.NEVER]: 'Never',
};

/** The labels of a pod made directly: never those of an app, or the app's controller would count it as its own. */
export function toPodLabels(
  input: Pick<CreatePodInput, 'name' | 'tenant' | 'labels'>,
): Record<string, string> {
  const label = input.name.slice(0, 63).replace(/[^a-z0-9]+$/, '');
  return {
    ...toLabels(input.labels),
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.tenant]: input.tenant,
    [LABELS.pod]: label,
    [LABELS.appName]: label,
    [LABELS.name]: label,
  };
}

/** A Pod with the same security fields as the pods of apps. */
export function toPod(
  input: CreatePodInput,
  createdBy: string,
  forbidRoot: boolean,
): Raw<V1Pod> {
  const { imagePullSecrets: pullSecrets } = input;
  const ports = (input.ports ?? []).map(({ name, port, protocol }) => ({
    ...(name && { name }),
    containerPort: port,
    protocol,
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: input.name,
      namespace: input.tenant,
      labels: toPodLabels(input),
      annotations: { [ANNOTATIONS.createdBy]: createdBy },
    },
    spec: {
      ...toPodSecurity(forbidRoot),
      restartPolicy: RESTART_POLICIES[input.restartPolicy],
      ...(pullSecrets && {
        imagePullSecrets: pullSecrets.map((name) => ({ name })),
      }),
      containers: [toContainer({ ...input, name: 'main', ports })],
    },
  };
}

/** A Pod with what was asked for changed: the image of its first container, and the labels that are not reserved. */
export function changePod(
  current: Raw<V1Pod>,
  { image, labels }: UpdatePodInput,
): Raw<V1Pod> {
  const [first, ...others] = current.spec?.containers ?? [];
  const reserved = Object.entries(current.metadata?.labels ?? {}).filter(
    ([key]) =>
      isReservedLabel(key) ||
      key === LABELS.name ||
      key === LABELS.podTemplateHash,
  );
  return {
    ...current,
    metadata: {
      ...current.metadata,
      ...(labels && {
        labels: { ...toLabels(labels), ...Object.fromEntries(reserved) },
      }),
    },
    ...(current.spec &&
      first &&
      image !== undefined && {
        spec: { ...current.spec, containers: [{ ...first, image }, ...others] },
      }),
  };
}
