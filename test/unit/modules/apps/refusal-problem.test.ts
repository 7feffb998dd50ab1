import { describe, expect, test } from '@jest/globals';

import { refusalProblem } from '../../../../src/modules/apps/refusal-problem.js';

const forbidden = (rest: string) => `pods "web-1" is forbidden: ${rest}`;

describe('why no pod could be made', () => {
  test.each([
    [
      'exceeded quota: rq, requested: requests.memory=512Mi, used: requests.memory=3891Mi, limited: requests.memory=4Gi',
      'QUOTA_EXCEEDED',
      "The tenant's quota is used up: this needs 512Mi more memory, 3891Mi of 4Gi are in use.",
    ],
    [
      'exceeded quota: rq, requested: limits.cpu=2,pods=1, used: limits.cpu=1,pods=4, limited: limits.cpu=2,pods=4',
      'QUOTA_EXCEEDED',
      "The tenant's quota is used up: this needs 2 more CPU limit, 1 of 2 are in use; this needs 1 more pods, 4 of 4 are in use.",
    ],
    [
      'failed quota: rq: must specify limits.cpu for: web; requests.memory for: web',
      'QUOTA_NEEDS_LIMITS',
      'This tenant requires a CPU limit on every container.',
    ],
    [
      'maximum cpu usage per Container is 1, but limit is 2',
      'LIMIT_RANGE',
      'CPU limit 2 is above the 1 that this tenant allows per container.',
    ],
    [
      '[minimum memory usage per Container is 64Mi, but request is 16Mi, maximum cpu usage per Container is 1, but limit is 2]',
      'LIMIT_RANGE',
      'Memory request 16Mi is below the 64Mi that this tenant allows per container.',
    ],
    [
      'cpu max limit to request ratio per Container is 2, but provided ratio is 4.000000',
      'LIMIT_RANGE',
      'CPU limit is more than 2 times the request, which this tenant does not allow per container.',
    ],
    [
      'violates PodSecurity "restricted:latest": runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true)',
      'POD_SECURITY',
      'The tenant forbids this: container must not run as root (set runAsUser).',
    ],
    [
      'error looking up service account zz/nope: serviceaccount "nope" not found',
      'SERVICE_ACCOUNT_MISSING',
      'The service account nope does not exist.',
    ],
    [
      'something that nobody has heard of',
      'OTHER',
      'Kubernetes refuses to make a pod.',
    ],
  ])('%s', (words, code, title) => {
    const raw = forbidden(words);
    const problem = refusalProblem(`Error creating: ${raw}`, undefined, false);
    expect(problem).toMatchObject({ code, title, raw, severity: 'BLOCKING' });
  });

  test('a webhook is named, with its words', () => {
    const words =
      'admission webhook "policy.example.com" denied the request: images must come from our registry';
    expect(refusalProblem(words, undefined, false)).toMatchObject({
      code: 'POLICY_DENIED',
      title:
        'A cluster policy (policy.example.com) refuses it: images must come from our registry',
    });
  });

  test('the numbers are facts, and a full quota only degrades while pods are up', () => {
    const words =
      'exceeded quota: rq, requested: pods=1, used: pods=4, limited: pods=4';
    const problem = refusalProblem(forbidden(words), undefined, true);
    expect(problem.severity).toBe('DEGRADING');
    expect(problem.facts).toEqual([
      { key: 'quota', value: 'rq' },
      { key: 'requested', value: 'pods=1' },
      { key: 'used', value: 'pods=4' },
      { key: 'hard', value: 'pods=4' },
    ]);
  });
});
