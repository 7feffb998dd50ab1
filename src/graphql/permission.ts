import type {
  V1ResourceRule,
  V1SelfSubjectAccessReview,
  V1SelfSubjectRulesReview,
} from '@kubernetes/client-node';

import { KINDS } from '../cluster/kinds.js';
import type { Raw } from '../cluster/raw.js';
import type { Context } from './context.js';
import { fewAtOnce } from './few-at-once.js';
import { perRequest } from './per-request.js';
import { Permission } from './viewer.type.js';

/** Something that one may be allowed to do. */
export interface Deed {
  verb: string;
  /** Empty for the core kinds. */
  group: string;
  /** Plural word, with the subresource behind a slash. */
  resource: string;
  /** The object that it is done to, where it is known. */
  name?: string;
}

type Rules = NonNullable<Raw<V1SelfSubjectRulesReview>['status']>;

/** Whether the caller may do something in a namespace, good enough to show or hide a button: one review for the whole cluster,
 * and where that says no, the rules of the namespace, which are asked for once for all deeds. */
export const permissionInNamespace = perRequest((context) => {
  const reviews = new Map<string, Promise<Permission>>();
  const rules = new Map<string, Promise<Rules>>();
  return async (namespace: string, deed: Deed): Promise<Permission> => {
    const key = JSON.stringify([deed.verb, deed.group, deed.resource]);
    let everywhere = reviews.get(key);
    if (!everywhere)
      reviews.set(key, (everywhere = reviewAccess(context, deed)));
    const answer = await everywhere;
    if (answer.allowed) return answer;
    let inNamespace = rules.get(namespace);
    if (!inNamespace)
      rules.set(namespace, (inNamespace = reviewRules(context, namespace)));
    return toPermission(await inNamespace, deed);
  };
});

/** Whether rules of a namespace cover a deed, with the reason in words. */
export function toPermission(
  { resourceRules, incomplete, evaluationError }: Rules,
  deed: Deed,
): Permission {
  const what = `${deed.verb} ${deed.resource}${deed.group && `.${deed.group}`}`;
  if (resourceRules.some((rule) => covers(rule, deed)))
    return permission(true, `A role that you have here lets you ${what}.`);
  const doubt = incomplete
    ? ` The cluster could not tell all of your rights${evaluationError ? ` (${evaluationError})` : ''}: it may be allowed all the same.`
    : '';
  return permission(
    false,
    `None of the roles that you have here lets you ${what}.${doubt}`,
  );
}

/** A rule for certain names covers a deed only when the name is known. */
function covers(rule: Raw<V1ResourceRule>, deed: Deed): boolean {
  const { verbs, apiGroups = [], resources = [], resourceNames = [] } = rule;
  const [, subresource] = deed.resource.split('/');
  const has = (values: string[], ...wanted: string[]) =>
    ['*', ...wanted].some((each) => values.includes(each));
  return (
    has(verbs, deed.verb) &&
    has(apiGroups, deed.group) &&
    has(
      resources,
      deed.resource,
      ...(subresource ? [`*/${subresource}`] : []),
    ) &&
    (resourceNames.length === 0 ||
      (deed.name !== undefined && resourceNames.includes(deed.name)))
  );
}

async function reviewAccess(
  { cluster }: Context,
  { verb, group, resource }: Deed,
): Promise<Permission> {
  const [plural, subresource] = resource.split('/');
  const { status } = await cluster.review<Raw<V1SelfSubjectAccessReview>>(
    KINDS.selfSubjectAccessReview,
    {
      spec: {
        resourceAttributes: { verb, group, resource: plural, subresource },
      },
    },
  );
  return permission(status?.allowed ?? false, status?.reason || undefined);
}

async function reviewRules(
  context: Context,
  namespace: string,
): Promise<Rules> {
  const { status } = await fewAtOnce(context)(() =>
    context.cluster.review<Raw<V1SelfSubjectRulesReview>>(
      KINDS.selfSubjectRulesReview,
      { spec: { namespace } },
    ),
  );
  return (
    status ?? { incomplete: true, nonResourceRules: [], resourceRules: [] }
  );
}

function permission(allowed: boolean, reason?: string): Permission {
  return Object.assign(new Permission(), { allowed, reason });
}
