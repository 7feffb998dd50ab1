import { badRequest } from '../api/status-error.js';
import {
  type AccessQuestion,
  toAttributes,
  toQuestionedUser,
} from './access-question.js';
import type { Authorizer } from './authorizer.js';
import { checkNamespace } from './check-namespace.js';
import { checkQuestion, type ReviewScope } from './check-question.js';
import { toMissingText } from './grant-text.js';
import type { PolicyRule } from './rbac-object.js';
import {
  toAnswer,
  toVirtualKind,
  type VirtualResource,
} from './virtual-resource.js';

const GROUP = 'authorization.k8s.io';

/** The reviews that ask what somebody may do (A4, A5). */
export function toAccessReviews(authorizer: Authorizer): VirtualResource[] {
  return [
    toAccessReview('LocalSubjectAccessReview', 'local', authorizer),
    toAccessReview('SelfSubjectAccessReview', 'self', authorizer),
    toRulesReview(authorizer),
    toAccessReview('SubjectAccessReview', 'other', authorizer),
  ];
}

function toAccessReview(
  name: string,
  scope: ReviewScope,
  authorizer: Authorizer,
): VirtualResource {
  const kind = toVirtualKind(GROUP, name, scope === 'local');
  return {
    kind,
    create(request) {
      const { body, user, namespace } = request;
      if (scope === 'local') checkNamespace(body, namespace);
      checkQuestion(body, scope, namespace);
      const question = body.spec as AccessQuestion;
      const { allowed, reason } = authorizer.authorize(
        scope === 'self' ? user : toQuestionedUser(question),
        toAttributes(question),
      );
      const answer = toAnswer(kind, request, {
        allowed,
        ...(reason && { reason }),
      });
      return scope === 'local'
        ? { ...answer, metadata: { namespace } }
        : answer;
    },
  };
}

function toRulesReview(authorizer: Authorizer): VirtualResource {
  const kind = toVirtualKind(GROUP, 'SelfSubjectRulesReview');
  return {
    kind,
    create(request) {
      const { namespace = '' } = (request.body.spec ?? {}) as {
        namespace?: string;
      };
      if (!namespace) throw badRequest('no namespace on request');
      const { rules, missing } = authorizer.rulesOf(request.user, namespace);
      const evaluationError = toMissingText(missing);
      // The question is not echoed.
      return {
        ...toAnswer(kind, request, {
          resourceRules: rules
            .filter(({ resources }) => resources?.length)
            .map(toResourceRule),
          nonResourceRules: rules
            .filter(({ nonResourceURLs }) => nonResourceURLs?.length)
            .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
          incomplete: false,
          ...(evaluationError && { evaluationError }),
        }),
        metadata: {},
        spec: {},
      };
    },
  };
}

function toResourceRule(rule: PolicyRule): object {
  const { verbs, apiGroups, resources, resourceNames } = rule;
  return {
    verbs,
    apiGroups,
    resources,
    ...(resourceNames?.length && { resourceNames }),
  };
}
