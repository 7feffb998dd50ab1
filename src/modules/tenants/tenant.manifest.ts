import type { V1Namespace } from '@kubernetes/client-node';

import { ANNOTATIONS, LABELS, MANAGED_BY } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { isReservedLabel } from '../../graphql/check-labels.js';
import { toLabels } from '../../graphql/label.type.js';
import type { PodSecurityLevel } from './pod-security.type.js';
import type { CreateTenantInput, UpdateTenantInput } from './tenant.input.js';

/** The Namespace of a new tenant. */
export function toNamespace(
  input: CreateTenantInput,
  createdBy: string,
): Raw<V1Namespace> {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: input.name,
      labels: {
        ...toLabels(input.labels),
        [LABELS.managedBy]: MANAGED_BY,
        [LABELS.tenant]: input.name,
        ...podSecurityLabels(input.podSecurity),
      },
      annotations: {
        ...(input.displayName === undefined
          ? {}
          : { [ANNOTATIONS.displayName]: input.displayName }),
        ...(input.description === undefined
          ? {}
          : { [ANNOTATIONS.description]: input.description }),
        [ANNOTATIONS.createdBy]: createdBy,
      },
    },
  };
}

/** A Namespace with what was asked for changed, and nothing else. */
export function changeNamespace(
  current: Raw<V1Namespace>,
  input: UpdateTenantInput,
): Raw<V1Namespace> {
  const { labels = {}, annotations = {} } = current.metadata ?? {};
  const kept = input.labels
    ? Object.fromEntries(
        Object.entries(labels).filter(([key]) => isReservedLabel(key)),
      )
    : labels;
  return {
    ...current,
    metadata: {
      ...current.metadata,
      labels: {
        ...kept,
        ...toLabels(input.labels),
        ...(input.podSecurity && podSecurityLabels(input.podSecurity)),
      },
      annotations: {
        ...annotations,
        ...(input.displayName === undefined
          ? {}
          : { [ANNOTATIONS.displayName]: input.displayName }),
        ...(input.description === undefined
          ? {}
          : { [ANNOTATIONS.description]: input.description }),
      },
    },
  };
}

/** The labels of a namespace that restrict its pods. */
export function podSecurityLabels(
  level: PodSecurityLevel,
): Record<string, string> {
  const value = level.toLowerCase();
  return Object.fromEntries(
    ['enforce', 'warn', 'audit'].flatMap((mode) => [
      [`${LABELS.podSecurity}${mode}`, value],
      [`${LABELS.podSecurity}${mode}-version`, 'latest'],
    ]),
  );
}
