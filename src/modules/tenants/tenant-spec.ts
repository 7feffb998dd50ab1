import type { Plan } from '../../graphql/context.js';
import {
  CONTAINER_DEFAULTS,
  type ContainerDefaults,
} from './container-defaults.type.js';
import { Egress } from './egress.type.js';
import { type Member, MemberKind, MemberRole } from './member.type.js';
import { PodSecurityLevel } from './pod-security.type.js';

/** What is wished for a tenant: its guards are made from it, and it is kept on its namespace. Quantities are canonical. */
export interface TenantSpec {
  /** Hard limits by resource. */
  quota: Record<string, string>;
  containerDefaults: ContainerDefaults;
  podSecurity: PodSecurityLevel;
  egress: Egress;
  /** Members whose bindings createTenant has yet to write; who is a member is told by the bindings. */
  members: Member[];
  frozen: boolean;
  deleteProtected: boolean;
}

/** What may be wished for; what is absent stays. */
export type TenantWish = Partial<TenantSpec>;

/** What a tenant gets that asks for nothing else. */
export function toDefaultSpec(plan: Plan): TenantSpec {
  return {
    quota: { ...plan.quota },
    containerDefaults: { ...plan.containerDefaults },
    podSecurity: PodSecurityLevel.RESTRICTED,
    egress: Egress.INTERNET,
    members: [],
    frozen: false,
    deleteProtected: false,
  };
}

/** A spec with a wish laid over it: the quota by resource, container defaults by field (empty text takes one away). */
export function mergeSpec(spec: TenantSpec, wish: TenantWish): TenantSpec {
  return {
    ...spec,
    ...given(wish),
    quota: { ...spec.quota, ...wish.quota },
    containerDefaults: toContainerDefaults({
      ...spec.containerDefaults,
      ...wish.containerDefaults,
    }),
  };
}

/** The annotation's text: the same for the same wish. What is absent is left out. */
export function toSpecText({
  quota,
  containerDefaults,
  podSecurity,
  egress,
  members,
  frozen,
  deleteProtected,
}: TenantWish): string {
  return JSON.stringify({
    quota,
    containerDefaults,
    podSecurity,
    egress,
    members,
    frozen,
    deleteProtected,
  });
}

/** What an annotation says; what it does not say, or what is rubbish in it, is absent. */
export function fromSpecText(text: string | undefined): TenantWish {
  const stored = toRecord(parseJson(text));
  return {
    quota: isTexts(stored.quota) ? stored.quota : undefined,
    containerDefaults: isTexts(stored.containerDefaults)
      ? toContainerDefaults(stored.containerDefaults)
      : undefined,
    podSecurity: oneOf(PodSecurityLevel, stored.podSecurity),
    egress: oneOf(Egress, stored.egress),
    members: Array.isArray(stored.members)
      ? stored.members.flatMap(toMember)
      : undefined,
    frozen: isBoolean(stored.frozen) ? stored.frozen : undefined,
    deleteProtected: isBoolean(stored.deleteProtected)
      ? stored.deleteProtected
      : undefined,
  };
}

/** The whole spec of a tenant: what is stored of it, else what was found in its namespace, and the plan for the rest. A quota
 * stands as it is. */
export function toSpec(
  stored: TenantWish,
  found: TenantWish,
  plan: Plan,
): TenantSpec {
  const plain = toDefaultSpec(plan);
  return mergeSpec({ ...plain, ...given(found), ...given(stored) }, {});
}

/** Whether all is stored that the guards of a tenant are made from. */
export function isWhole({
  quota,
  containerDefaults,
  podSecurity,
  egress,
}: TenantWish): boolean {
  return ![quota, containerDefaults, podSecurity, egress].includes(undefined);
}

function given(wish: TenantWish): TenantWish {
  const entries = Object.entries(wish);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function toContainerDefaults(
  values: Readonly<Record<string, string> | ContainerDefaults>,
): ContainerDefaults {
  const known = values as ContainerDefaults;
  return Object.fromEntries(
    CONTAINER_DEFAULTS.flatMap((key) =>
      known[key] ? [[key, known[key]]] : [],
    ),
  );
}

function toMember(value: unknown): Member[] {
  const { kind, name, namespace, role } = toRecord(value);
  const member = {
    kind: oneOf(MemberKind, kind),
    name,
    ...(typeof namespace === 'string' && { namespace }),
    role: oneOf(MemberRole, role),
  };
  return member.kind && member.role && typeof name === 'string'
    ? [member as Member]
    : [];
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}

function isTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === 'string')
  );
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function oneOf<T extends string>(
  known: Record<string, T>,
  value: unknown,
): T | undefined {
  return Object.values(known).find((each) => each === value);
}
