import { describe, expect, test } from '@jest/globals';

import { refusalProblem } from '../../../../src/modules/apps/refusal-problem.js';
import { QuotaLine } from '../../../../src/modules/tenants/quota-line.type.js';

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
      "The tenant's quota is used up: this needs 2 more CPU limit, 1 of 2 are in use; this needs 1 more pod, 4 of 4 are in use.",
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
    const problem = refusalProblem(`Error creating: ${raw}`);
    expect(problem).toMatchObject({ code, title, raw, severity: 'BLOCKING' });
  });

  test('a webhook is named, with its words', () => {
    const words =
      'admission webhook "policy.example.com" denied the request: images must come from our registry';
    expect(refusalProblem(words)).toMatchObject({
      code: 'POLICY_DENIED',
      title:
        'A cluster policy (policy.example.com) refuses it: images must come from our registry',
    });
  });

  test('the numbers are facts, and a full quota only degrades while pods are up', () => {
    const words =
      'exceeded quota: rq, requested: limits.memory=1Gi,pods=1, used: limits.memory=1536Mi,pods=4, limited: limits.memory=2Gi,pods=4';
    const problem = refusalProblem(forbidden(words), { someUp: true });
    expect(problem.severity).toBe('DEGRADING');
    expect(problem.facts).toEqual([
      { key: 'quota', value: 'rq' },
      { key: 'limits.memory.requested', value: '1Gi' },
      { key: 'limits.memory.used', value: '1536Mi' },
      { key: 'limits.memory.hard', value: '2Gi' },
      { key: 'pods.requested', value: '1' },
      { key: 'pods.used', value: '4' },
      { key: 'pods.hard', value: '4' },
    ]);
  });

  describe('a quota that has room again', () => {
    const since = '2026-11-24T08:00:00Z';
    const words =
      'exceeded quota: rq, requested: pods=2, used: pods=4, limited: pods=4';
    const after = (seconds: number, remaining?: string) =>
      refusalProblem(forbidden(words), {
        since,
        quota: {
          lines: remaining
            ? [
                Object.assign(new QuotaLine(), {
                  ...{ resource: 'pods', remaining },
                }),
              ]
            : [],
          now: Date.parse(since) + seconds * 1_000,
        },
      });

    test.each([
      [30, 'a minute'],
      [301, '6 minutes'],
      [7_200, '17 minutes'],
    ])('after %s s: tried again within %s', (seconds, time) => {
      for (const remaining of ['2', undefined])
        expect(after(seconds, remaining)).toMatchObject({
          ...{ code: 'QUOTA_EXCEEDED', severity: 'BLOCKING', transient: true },
          title:
            "The tenant's quota was used up; it has room now, and Kubernetes has not tried again yet.",
          hint: `Kubernetes tries again within ${time}; restartApp tries at once.`,
        });
    });

    test('is not one that has too little', () => {
      expect(after(30, '1')).toMatchObject({
        transient: false,
        title:
          "The tenant's quota is used up: this needs 2 more pods, 4 of 4 are in use.",
      });
    });
  });
});
