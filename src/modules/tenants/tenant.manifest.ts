import type { V1Namespace } from '@kubernetes/client-node';

import { ANNOTATIONS, LABELS, MANAGED_BY } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { isReservedLabel } from '../../graphql/check-labels.js';
import { toLabels } from '../../graphql/label.type.js';
import type { Member } from './member.type.js';
import { PodSecurityLevel } from './pod-security.type.js';
import type { CreateTenantInput, UpdateTenantInput } from './tenant.input.js';
import { fromSpecText, type TenantSpec, toSpecText } from './tenant-spec.js';

/** The Namespace of a new tenant. */
export function toNamespace(
  input: CreateTenantInput,
  spec: TenantSpec,
  createdBy: string,
): Raw<V1Namespace> {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: input.name,
      labels: { ...toLabels(input.labels), ...guardLabels(input.name, spec) },
      annotations: {
        ...nameAnnotations(input),
        [ANNOTATIONS.createdBy]: createdBy,
        [ANNOTATIONS.spec]: toSpecText(spec),
      },
    },
  };
}

/** A Namespace that becomes a tenant, with everything else that it carries. */
export function adoptNamespace(
  current: Raw<V1Namespace>,
  input: CreateTenantInput,
  spec: TenantSpec,
): Raw<V1Namespace> {
  return withMetadata(
    current,
    {
      ...current.metadata?.labels,
      ...toLabels(input.labels),
      ...guardLabels(input.name, spec),
    },
    { ...nameAnnotations(input), [ANNOTATIONS.spec]: toSpecText(spec) },
  );
}

/** A Namespace with what was asked for changed, and nothing else. */
export function changeNamespace(
  current: Raw<V1Namespace>,
  input: UpdateTenantInput,
  spec: TenantSpec,
): Raw<V1Namespace> {
  const { labels = {} } = current.metadata ?? {};
  const kept = input.labels
    ? Object.fromEntries(
        Object.entries(labels).filter(([key]) => isReservedLabel(key)),
      )
    : labels;
  return withMetadata(
    current,
    {
      ...kept,
      ...toLabels(input.labels),
      ...(input.podSecurity && podSecurityLabels(spec.podSecurity)),
    },
    { ...nameAnnotations(input), [ANNOTATIONS.spec]: toSpecText(spec) },
  );
}

/** A tenant's Namespace with the labels that guard it, and the spec as it is understood. */
export function repairNamespace(
  current: Raw<V1Namespace>,
  spec: TenantSpec,
): Raw<V1Namespace> {
  const { name = '', labels } = current.metadata ?? {};
  return withMetadata(
    current,
    { ...labels, ...guardLabels(name, spec) },
    { [ANNOTATIONS.spec]: toSpecText(spec) },
  );
}

/** A tenant's Namespace with other members to be bound, and everything else as it is. */
export function changeWaitingMembers(
  current: Raw<V1Namespace>,
  change: (members: Member[]) => Member[],
): Raw<V1Namespace> {
  const { labels = {}, annotations } = current.metadata ?? {};
  const stored = fromSpecText(annotations?.[ANNOTATIONS.spec]);
  const members = change(stored.members ?? []);
  return withMetadata(current, labels, {
    [ANNOTATIONS.spec]: toSpecText({ ...stored, members }),
  });
}

function withMetadata(
  current: Raw<V1Namespace>,
  labels: Record<string, string>,
  annotations: Record<string, string>,
): Raw<V1Namespace> {
  const { metadata } = current;
  return {
    ...current,
    metadata: {
      ...metadata,
      labels,
      annotations: { ...metadata?.annotations, ...annotations },
    },
  };
}

function nameAnnotations({
  displayName,
  description,
}: CreateTenantInput | UpdateTenantInput): Record<string, string> {
  return {
    ...(displayName === undefined
      ? {}
      : { [ANNOTATIONS.displayName]: displayName }),
    ...(description === undefined
      ? {}
      : { [ANNOTATIONS.description]: description }),
  };
}

function guardLabels(
  name: string,
  { podSecurity }: TenantSpec,
): Record<string, string> {
  return {
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.tenant]: name,
    ...podSecurityLabels(podSecurity),
  };
}

/** How a namespace restricts its pods; undefined when it does not by this means. */
export function toPodSecurityLevel(
  labels: Record<string, string> = {},
): PodSecurityLevel | undefined {
  const level = labels[`${LABELS.podSecurity}enforce`]?.toUpperCase();
  return Object.values(PodSecurityLevel).find((known) => known === level);
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
