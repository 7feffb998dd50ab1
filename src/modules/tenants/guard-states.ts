import type { V1RoleBinding } from '@kubernetes/client-node';

import type { RawObject } from '../../cluster/cluster.js';
import { ClusterError, isForbidden } from '../../cluster/cluster-error.js';
import { type Kind, KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Settings } from '../../graphql/context.js';
import { isCounted } from './await-guards.js';
import { toFoundWish } from './found-wish.js';
import type { GuardObjects } from './guard.loader.js';
import { Guard, GuardState } from './guard.type.js';
import {
  driftWords,
  foreignWords,
  MISSING_WORDS,
  UNCOUNTED_WORDS,
  UNENFORCED_WORDS,
  unreadWords,
  UNWANTED_WORDS,
} from './guard-details.js';
import { toDrift } from './guard-drift.js';
import { fromRoleBinding, toRoleBinding } from './member.manifest.js';
import { toMissingMembers } from './members.js';
import { podSecurityLabels } from './tenant.manifest.js';
import type { Tenant } from './tenant.type.js';
import {
  type GuardManifest,
  toExcessGuards,
  toGuards,
} from './tenant-guards.manifest.js';
import { type TenantSpec, toSpec } from './tenant-spec.js';

type Objects = readonly RawObject[];

/** The guards of a tenant: what should be there beside what is, and what is there but should not be. */
export function toGuardStates(
  tenant: Tenant,
  live: GuardObjects,
  settings: Settings,
): Guard[] {
  const found = toFoundWish(tenant.podSecurity, (kind, name) =>
    find(live.get(kind), name),
  );
  const spec = toSpec(tenant.stored, found, settings.plan);
  const members = toMissingMembers(spec.members, bindingsOf(live));
  const wanted = toGuards(tenant.name, { ...spec, members }, settings);
  const excess = toExcessGuards(spec, settings);
  const states = [...live].flatMap(([kind, objects]) => {
    const ofKind = wanted.filter((guard) => guard.kind === kind);
    if (objects instanceof ClusterError) return unread(kind, ofKind, objects);
    return [
      ...ofKind.map((guard) => wantedState(guard, objects, settings)),
      ...excess.flatMap(({ kind: of, name }) =>
        of === kind && find(objects, name)
          ? guard(kind, name, GuardState.DRIFTED, UNWANTED_WORDS)
          : [],
      ),
      ...(kind === KINDS.roleBinding
        ? bindingStates(tenant.name, objects, ofKind)
        : []),
    ];
  });
  return [podSecurityState(tenant, spec), ...states];
}

/** Throws what kept a kind from being read, unless it is that the caller may not. */
export function requireReadable(live: GuardObjects): void {
  for (const objects of live.values()) {
    const error: Error | undefined =
      objects instanceof ClusterError ? objects : undefined;
    if (error && !isForbidden(error)) throw error;
  }
}

function wantedState(
  manifest: GuardManifest,
  objects: Objects,
  settings: Settings,
): Guard {
  const { kind, object } = manifest;
  const name = object.metadata?.name ?? '';
  const live = find(objects, name);
  if (!live) return guard(kind, name, GuardState.MISSING, MISSING_WORDS);
  const drift = toDrift(manifest, live);
  if (drift.length > 0)
    return guard(kind, name, GuardState.DRIFTED, driftWords(drift));
  if (kind === KINDS.resourceQuota && !isCounted(live))
    return unknown(kind, name, 'uncounted', UNCOUNTED_WORDS);
  if (kind === KINDS.networkPolicy && !settings.networkPoliciesEnforced)
    return unknown(kind, name, 'unenforced', UNENFORCED_WORDS);
  return guard(kind, name, GuardState.OK);
}

/** Bindings of members that are there, and those that are not ours; the wanted ones are judged already. */
function bindingStates(
  tenant: string,
  objects: Objects,
  wanted: GuardManifest[],
): Guard[] {
  const kind = KINDS.roleBinding;
  const judged = new Set(wanted.map(({ object }) => object.metadata?.name));
  return objects.flatMap((object) => {
    const binding = object as Raw<V1RoleBinding>;
    const name = binding.metadata?.name ?? '';
    if (judged.has(name)) return [];
    const member = fromRoleBinding(binding);
    if (!member)
      return guard(kind, name, GuardState.DRIFTED, foreignWords(binding));
    const drift = toDrift(
      { kind, object: toRoleBinding(tenant, member) },
      binding,
    );
    return drift.length > 0
      ? guard(kind, name, GuardState.DRIFTED, driftWords(drift))
      : guard(kind, name, GuardState.OK);
  });
}

/** The namespace itself guards its pods by labels. */
function podSecurityState(
  { name, labels }: Tenant,
  { podSecurity }: TenantSpec,
): Guard {
  const kind = KINDS.namespace;
  const live = Object.fromEntries(labels.map(({ key, value }) => [key, value]));
  const drift = Object.entries(podSecurityLabels(podSecurity)).flatMap(
    ([key, after]) =>
      live[key] === after
        ? []
        : {
            path: `/metadata/labels/${key.replace('/', '~1')}`,
            before: live[key],
            after,
          },
  );
  return drift.length > 0
    ? guard(kind, name, GuardState.DRIFTED, driftWords(drift))
    : guard(kind, name, GuardState.OK);
}

function bindingsOf(live: GuardObjects): Raw<V1RoleBinding>[] {
  const objects = live.get(KINDS.roleBinding);
  return Array.isArray(objects) ? (objects as Raw<V1RoleBinding>[]) : [];
}

function unread(
  kind: Kind,
  wanted: GuardManifest[],
  error: ClusterError,
): Guard[] {
  const names =
    kind === KINDS.roleBinding
      ? ['*']
      : wanted.map(({ object }) => object.metadata?.name ?? '');
  return names.map((name) =>
    unknown(kind, name, 'unread', unreadWords(kind, error)),
  );
}

function find(
  objects: Objects | ClusterError | undefined,
  wanted: string,
): RawObject | undefined {
  return Array.isArray(objects)
    ? (objects as Objects).find(({ metadata }) => metadata?.name === wanted)
    : undefined;
}

function guard(
  { kind }: Kind,
  name: string,
  state: GuardState,
  detail?: string,
): Guard {
  return Object.assign(new Guard(), { kind, name, state, detail });
}

function unknown(
  kind: Kind,
  name: string,
  because: Guard['because'],
  detail: string,
): Guard {
  return Object.assign(guard(kind, name, GuardState.UNKNOWN, detail), {
    because,
  });
}
