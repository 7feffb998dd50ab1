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
  input: Pick<CreatePodInput, 'name' | 'tenant' | 'labels' | 'exposed'>,
): Record<string, string> {
  const label = input.name.slice(0, 63).replace(/[^a-z0-9]+$/, '');
  return {
    ...toLabels(input.labels),
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.tenant]: input.tenant,
    [LABELS.pod]: label,
    [LABELS.appName]: label,
    [LABELS.name]: label,
    ...(input.exposed && { [LABELS.exposed]: 'true' }),
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

/** A Pod with what was asked for changed: the image of its first container, the labels that are not reserved, and whether it is
 * open to the outside. */
export function changePod(
  current: Raw<V1Pod>,
  input: UpdatePodInput,
): Raw<V1Pod> {
  const { image, labels, exposed } = input;
  const [first, ...others] = current.spec?.containers ?? [];
  const changesLabels = labels !== undefined || exposed !== undefined;
  return {
    ...current,
    metadata: {
      ...current.metadata,
      ...(changesLabels && { labels: changedLabels(current, input) }),
    },
    ...(current.spec &&
      first &&
      image !== undefined && {
        spec: { ...current.spec, containers: [{ ...first, image }, ...others] },
      }),
  };
}

function changedLabels(
  { metadata }: Raw<V1Pod>,
  { labels, exposed }: UpdatePodInput,
): Record<string, string> {
  const before = metadata?.labels ?? {};
  const reserved = Object.entries(before).filter(
    ([key]) =>
      isReservedLabel(key) ||
      key === LABELS.name ||
      key === LABELS.podTemplateHash,
  );
  const changed = labels
    ? { ...toLabels(labels), ...Object.fromEntries(reserved) }
    : before;
  if (exposed === undefined) return changed;
  const { [LABELS.exposed]: _exposed, ...closed } = changed;
  return exposed ? { ...closed, [LABELS.exposed]: 'true' } : closed;
}
