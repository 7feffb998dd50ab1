import type { AdmissionRequest } from '../api/admission.js';
import type { KubeObject } from '../api/kube-object.js';
import {
  badRequest,
  forbidden,
  notFound,
  StatusError,
} from '../api/status-error.js';
import { isEqual } from '../store/is-equal.js';
import type { Authorizer } from './authorizer.js';
import { EVERYTHING } from './default-rules.js';
import { toMissingText } from './grant-text.js';
import {
  type Binding,
  type PolicyRule,
  RBAC_GROUP,
  type Role,
} from './rbac-object.js';
import { findMissingRights } from './rule-covers.js';
import { toListText, toRightsText } from './rule-text.js';
import { MASTERS } from './user-groups.js';

/** Throws when a write of a role or a binding gives rights away that its writer does not hold (A9). The object has its
 * defaults and is not validated yet. */
export function checkEscalation(
  request: AdmissionRequest,
  authorizer: Authorizer,
): void {
  const { kind, subresource, operation, user, object, old } = request;
  if (kind.group !== RBAC_GROUP || subresource || operation === 'DELETE')
    return;
  if (user.groups.includes(MASTERS) || isOnlyCollection(object, old)) return;
  if (kind.plural.endsWith('bindings')) checkBinding(request, authorizer);
  else checkRole(request, authorizer);
}

function checkRole(request: AdmissionRequest, authorizer: Authorizer): void {
  const { kind, user, namespace, operation } = request;
  const mayEscalate = authorizer.authorize(user, {
    verb: 'escalate',
    group: RBAC_GROUP,
    version: '*',
    resource: kind.plural,
    subresource: '',
    namespace,
    // The path of a POST names no object.
    name: operation === 'CREATE' ? '' : request.name,
  });
  if (mayEscalate.allowed) return;
  // Rules without verbs give nothing; validation refuses them later.
  const given = (request.object as Role).rules ?? [];
  const giving = given.filter(({ verbs }) => Boolean(verbs));
  checkRights(giving, request, authorizer);
  // An aggregation rule can gather anything.
  const aggregates = [request.object, request.old].some(hasAggregation);
  if (!aggregates) return;
  const { rules } = authorizer.rulesOf(user, namespace);
  if (findMissingRights(rules, EVERYTHING).length)
    throw refuse(
      request,
      'must have cluster-admin privileges to use the aggregationRule',
    );
}

function checkBinding(request: AdmissionRequest, authorizer: Authorizer): void {
  const { kind, user, namespace } = request;
  const { roleRef } = request.object as Binding;
  const { apiGroup = '', name } = roleRef;
  const isOfCluster = roleRef.kind === 'ClusterRole';
  if (!isOfCluster && roleRef.kind !== 'Role')
    throw new StatusError(
      500,
      undefined,
      `unsupported role reference kind: "${roleRef.kind}"`,
    );
  const mayBind = authorizer.authorize(user, {
    verb: 'bind',
    group: apiGroup,
    version: '*',
    resource: isOfCluster ? 'clusterroles' : 'roles',
    subresource: '',
    namespace,
    name,
  });
  if (mayBind.allowed) return;
  if (!isOfCluster && !namespace)
    throw badRequest('Namespace parameter required.');
  const rules = authorizer.rulesOfRole(roleRef, namespace);
  // The real API server names the binding's resource here, not the role's.
  if (!rules) throw notFound(kind, name);
  checkRights(rules, request, authorizer);
}

function checkRights(
  wanted: readonly PolicyRule[],
  request: AdmissionRequest,
  authorizer: Authorizer,
): void {
  const { kind, user, namespace } = request;
  const { rules, missing } = authorizer.rulesOf(user, namespace);
  const rights = findMissingRights(rules, wanted);
  if (rights.length === 0) return;
  const unresolved = toMissingText(missing, kind.plural);
  throw refuse(
    request,
    `user ${JSON.stringify(user.name)} (groups=${toListText(user.groups)}) is attempting to grant RBAC permissions not currently held:\n${toRightsText(rights)}${unresolved && `; resolution errors: [${unresolved}]`}`,
  );
}

function refuse({ kind, object }: AdmissionRequest, why: string): StatusError {
  return forbidden(kind, object.metadata.name ?? '', why);
}

function hasAggregation(role: KubeObject | undefined): boolean {
  const { aggregationRule } = (role ?? {}) as Partial<Role>;
  return Boolean(aggregationRule?.clusterRoleSelectors?.length);
}

/** What the garbage collector changes gives nobody rights. */
function isOnlyCollection(object: KubeObject, old?: KubeObject): boolean {
  return old !== undefined && isEqual(toRest(object), toRest(old));
}

function toRest(whole: KubeObject): object {
  const { apiVersion: _version, kind: _kind, ...object } = whole;
  const {
    ownerReferences: _owners,
    finalizers: _finalizers,
    managedFields: _fields,
    ...metadata
  } = whole.metadata;
  return { ...object, metadata };
}
