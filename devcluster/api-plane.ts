import { toAccessReviews } from './access/access-reviews.js';
import { aggregateRoles } from './access/aggregate-roles.js';
import { createAuthenticator } from './access/authenticator.js';
import { createAuthorizer } from './access/authorizer.js';
import { checkEscalation } from './access/check-escalation.js';
import { createFrontDoor } from './access/front-door.js';
import { toIdentityReviews } from './access/identity-reviews.js';
import { createImpersonator } from './access/impersonator.js';
import { CLUSTER_ROLES } from './access/rbac-object.js';
import { TokenKeys } from './access/token-keys.js';
import { createAdmission } from './admission/chain.js';
import { isEarlyPod } from './admission/service-account.js';
import type { Kind } from './api/kind.js';
import { toFirstObjects } from './first-objects.js';
import type { Handle } from './http/api-server.js';
import { createHandle } from './http/handle-request.js';
import { createPlainPaths } from './http/plain-paths.js';
import { createKinds } from './kinds/kind-table.js';
import { resourceQuotas } from './kinds/resource-quota.js';
import type { Person } from './people.js';
import { Store } from './store/store.js';
import type { Plane, PlaneSettings } from './verbs/call.js';
import { randomSuffix } from './verbs/create-object.js';

export interface ApiPlaneOptions extends PlaneSettings {
  people: readonly Person[];
  /** How many writes of each resource a watch can resume behind. */
  historyLength?: number;
  log(this: void, message: string): void;
}

/** The version that is imitated, the one that controlplane/ pins, and that it is an imitation. */
const VERSION = {
  major: '1',
  minor: '37',
  gitVersion: 'v1.37.2+moorage-devcluster',
};

/** Puts the rooms of the API server together; what comes back answers its requests. */
export function createApiPlane(options: ApiPlaneOptions): {
  store: Store;
  handle: Handle;
} {
  const store = new Store(options.historyLength);
  for (const { resource, object } of toFirstObjects())
    store.put(resource, object);
  // Nobody has seen what came before the first request.
  store.compact();
  keepAggregated(store);
  const tokenKeys = new TokenKeys();
  const authorizer = createAuthorizer(store);
  const authenticator = createAuthenticator({
    staticTokens: options.people.map((person) => ({
      ...person,
      uid: person.name,
    })),
    keys: tokenKeys,
    reader: store,
  });
  const questions = new Map(
    [...toAccessReviews(authorizer), ...toIdentityReviews(authenticator)].map(
      (question): [Kind, typeof question] => [question.kind, question],
    ),
  );
  const kinds = [...createKinds(), ...questions.keys()];
  const byPath = new Map(kinds.map((kind) => [toPathKey(kind), kind]));
  const groups = new Set(kinds.map(({ group }) => group));
  const plane: Plane = {
    store,
    ...createAdmission({ resourceQuota: resourceQuotas, randomSuffix }),
    checkEscalation: (request) => checkEscalation(request, authorizer),
    shouldWait: (kind, object, namespace) =>
      isEarlyPod(kind, object, namespace, store),
    questions,
    tokenKeys,
    settings: options,
  };
  const handle = createHandle({
    plane,
    admit: createFrontDoor(
      authenticator,
      createImpersonator(authorizer),
      authorizer,
    ),
    findKind: ({ resource, ...target }) =>
      byPath.get(toPathKey({ ...target, plural: resource })),
    isKnownGroup: ({ group }) => groups.has(group),
    plainPaths: createPlainPaths(kinds, VERSION),
    log: options.log,
  });
  return { store, handle };
}

/** Gives every ClusterRole with an aggregation rule what it gathers, now and after every change. */
function keepAggregated(store: Store): void {
  let isDue = false;
  const aggregate = () => {
    isDue = false;
    for (const role of aggregateRoles(store.list(CLUSTER_ROLES)))
      store.put(CLUSTER_ROLES, { ...role, metadata: { ...role.metadata } });
  };
  aggregate();
  store.collection(CLUSTER_ROLES).subscribe(() => {
    if (!isDue) setImmediate(aggregate);
    isDue = true;
  });
}

type GroupVersion = Pick<Kind, 'group' | 'version'>;

function toVersionKey({ group, version }: GroupVersion): string {
  return `${group}/${version}`;
}

function toPathKey(kind: GroupVersion & Pick<Kind, 'plural'>): string {
  return `${toVersionKey(kind)}/${kind.plural}`;
}
