import { describe, expect, test } from '@jest/globals';

import { securePods } from '../../../../devcluster/admission/pod-security/pod-security.js';
import type { AdmissionRequest } from '../../../../devcluster/api/admission.js';
import {
  aKind,
  aPod,
  aRequest,
  NAMESPACES,
  refusalOf,
} from './admission-request.js';

const labels = (modes: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(modes).map(([mode, value]) => [
      `pod-security.kubernetes.io/${mode}`,
      value,
    ]),
  );

const worldOf = (modes: Record<string, string>) => ({
  namespaces: [{ metadata: { name: 'n', labels: labels(modes) } }],
});

/** A pod that baseline refuses. */
const bad = (image = 'i', name = 'p') =>
  aPod({ hostPID: true, containers: [{ name: 'c', image }] }, name);
const WHY = 'host namespaces (hostPID=true)';

function judge(
  object: AdmissionRequest['object'],
  modes: Record<string, string>,
  more: Partial<AdmissionRequest> = {},
): string[] {
  const { request, warnings } = aRequest(object, more, worldOf(modes));
  expect(securePods(request)).toEqual([]);
  return warnings;
}

describe('a pod', () => {
  const refusal = (...args: Parameters<typeof judge>) =>
    refusalOf(() => judge(...args)).status;

  test('is refused by the enforced level', () => {
    expect(refusal(bad(), { enforce: 'baseline' })).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: `pods "p" is forbidden: violates PodSecurity "baseline:latest": ${WHY}`,
      details: { name: 'p', kind: 'pods' },
    });
    expect(
      refusal(bad(), { enforce: 'baseline', 'enforce-version': 'v1.28' })
        .message,
    ).toMatch(/"baseline:v1.28": /);
    // A label that cannot be read means the strictest level.
    expect(refusal(bad(), { enforce: 'odd' }).message).toMatch(
      /"restricted:latest": /,
    );
  });

  test('is refused by the name that was made for it', () => {
    const pod = bad('i', 'p-x2c4f');
    const { message } = refusal(pod, { enforce: 'baseline' }, { name: 'p-' });
    expect(message).toMatch(/^pods "p-x2c4f" is forbidden: /);
  });

  test('is warned of by the warn level', () => {
    const warning = (grade: string) => [
      `would violate PodSecurity "${grade}": ${WHY}`,
    ];
    expect(judge(bad(), {})).toEqual([]);
    expect(judge(bad(), { warn: 'baseline' })).toEqual(
      warning('baseline:latest'),
    );
    expect(
      judge(bad(), {
        enforce: 'privileged',
        warn: 'baseline',
        'warn-version': 'v1.30',
        audit: 'restricted',
      }),
    ).toEqual(warning('baseline:v1.30'));
    expect(judge(bad(), { warn: 'odd' })).toEqual([]);
  });

  test('is judged again only when an image changes', () => {
    const modes = { enforce: 'baseline' };
    expect(judge(bad(), modes, { old: bad() })).toEqual([]);
    expect(refusal(bad('j'), modes, { old: bad() }).message).toMatch(WHY);
    expect(
      judge(bad('j'), modes, { old: bad(), subresource: 'status' }),
    ).toEqual([]);
    expect(judge(bad(), modes, { operation: 'DELETE' })).toEqual([]);
  });
});

describe('a workload', () => {
  const template = { spec: bad().spec };
  const workload = { metadata: { name: 'w' }, spec: { template } };
  const deployments = aKind('deployments.apps');

  test('is warned of on each write, by the enforced level too', () => {
    const warning = `would violate PodSecurity "baseline:v1.30": ${WHY}`;
    const modes = { enforce: 'baseline', 'enforce-version': 'v1.30' };
    for (const kind of [deployments, aKind('replicationcontrollers')])
      for (const more of [{}, { old: workload }])
        expect(judge(workload, modes, { kind, ...more })).toEqual([warning]);
    expect(
      judge({ metadata: { name: 't' }, template }, modes, {
        kind: aKind('podtemplates'),
      }),
    ).toEqual([warning]);
    expect(
      judge(
        workload,
        { ...modes, 'warn-version': 'latest' },
        { kind: deployments },
      ),
    ).toEqual([warning.replace('v1.30', 'latest')]);
  });

  test('is not warned of where nobody asked', () => {
    const modes = { enforce: 'baseline' };
    for (const [object, more, labelled] of [
      [workload, { kind: deployments, subresource: 'scale' }, modes],
      [workload, { kind: deployments }, { ...modes, warn: 'privileged' }],
      [workload, { kind: aKind('x.example.com') }, modes],
      [
        { metadata: {}, spec: {} },
        { kind: aKind('replicationcontrollers') },
        modes,
      ],
    ] as const)
      expect(judge(object, labelled, more)).toEqual([]);
  });
});

describe('a namespace', () => {
  const aNamespace = (modes: Record<string, string>) => ({
    metadata: { name: 'n', labels: labels(modes) },
  });
  const write = (
    modes: Record<string, string>,
    old?: Record<string, string>,
    pods: AdmissionRequest['object'][] = [],
  ) => {
    const { request, warnings } = aRequest(
      aNamespace(modes),
      {
        kind: NAMESPACES,
        namespace: 'n',
        ...(old && { old: aNamespace(old) }),
      },
      { pods },
    );
    securePods(request);
    return warnings;
  };

  test('has labels that say something', () => {
    const odd = { warn: 'x', 'audit-version': '2', enforce: 'y' };
    const key = (mode: string) =>
      `metadata.labels[pod-security.kubernetes.io/${mode}]`;
    expect(refusalOf(() => write(odd)).status).toMatchObject({
      code: 422,
      message:
        `Namespace "n" is invalid: [${key('enforce')}: Invalid value: "y": must be one of privileged, baseline, restricted, ` +
        `${key('audit-version')}: Invalid value: "2": must be "latest" or "v1.x", ` +
        `${key('warn')}: Invalid value: "x": must be one of privileged, baseline, restricted]`,
    });
    expect(() => write({ enforce: 'y' }, {})).toThrow(/"y"/);
    expect(() => write(odd, odd)).not.toThrow();
    expect(() => write({ enforce: 'baseline' })).not.toThrow();
  });

  test('warns of the pods that a tighter level would refuse', () => {
    const pods = [
      bad('i', 'a'),
      aPod({ hostIPC: true, volumes: [{ name: 'v', hostPath: {} }] }, 'b'),
      bad('i', 'c'),
      bad('i', 'd'),
      aPod({}, 'e'),
    ];
    const first = (grade: string) =>
      `existing pods in namespace "n" violate the new PodSecurity enforce level "${grade}"`;
    expect(write({ enforce: 'baseline' }, {}, pods)).toEqual([
      first('baseline:latest'),
      'a (and 2 other pods): host namespaces',
      'b: host namespaces, hostPath volumes',
    ]);
    expect(write({ enforce: 'baseline' }, {}, pods.slice(1, 3))).toEqual([
      first('baseline:latest'),
      'b: host namespaces, hostPath volumes',
      'c: host namespaces',
    ]);
    const pinned = { enforce: 'baseline', 'enforce-version': 'v1.30' };
    expect(write(pinned, { enforce: 'baseline' }, pods)).toHaveLength(3);
    for (const [now, before] of [
      [{ enforce: 'baseline' }, { enforce: 'baseline' }],
      [{ enforce: 'baseline' }, { enforce: 'restricted' }],
      [{ enforce: 'privileged', 'enforce-version': 'v1.30' }, pinned],
    ] as const)
      expect(write(now, before, pods)).toEqual([]);
  });

  test('looks at no more than three thousand pods', () => {
    const pods = Array.from({ length: 3001 }, (_, at) => bad('i', `p${at}`));
    expect(write({ enforce: 'baseline' }, {}, pods)).toEqual([
      'new PodSecurity enforce level only checked against the first 3000 of 3001 existing pods',
      'existing pods in namespace "n" violate the new PodSecurity enforce level "baseline:latest"',
      'p0 (and 2999 other pods): host namespaces',
    ]);
  });
});
