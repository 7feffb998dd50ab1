import { describe, expect, test } from '@jest/globals';

import { toDeletionSentences } from '../../../../src/modules/tenants/deletion-sentences.js';
import { toContainerDefaults } from '../../../../src/modules/tenants/limit-range-defaults.js';
import { meansUser } from '../../../../src/modules/tenants/named-tenants.loader.js';
import { toQuotaLines } from '../../../../src/modules/tenants/quota-line.type.js';

describe('quota lines', () => {
  const lines = (
    hard: Record<string, string>,
    used: Record<string, string> = {},
  ) => toQuotaLines([{ spec: { hard }, status: { hard, used } }]);

  test('say what is left, canonically, and how full it is', () => {
    expect(
      lines(
        { pods: '40', 'requests.cpu': '4', 'requests.memory': '8Gi' },
        { pods: '10', 'requests.cpu': '250m', 'requests.memory': '512Mi' },
      ),
    ).toEqual([
      {
        resource: 'pods',
        hard: '40',
        used: '10',
        remaining: '30',
        usedRatio: 0.25,
        overCommitted: false,
      },
      expect.objectContaining({ remaining: '3750m', usedRatio: 0.0625 }),
      expect.objectContaining({ remaining: '7680Mi', usedRatio: 0.0625 }),
    ]);
  });

  test('have no ratio of nothing, and are overcommitted beyond hard', () => {
    expect(lines({ 'services.nodeports': '0' })).toMatchObject([
      { used: '0', remaining: '0', usedRatio: undefined, overCommitted: false },
    ]);
    expect(lines({ pods: '2' }, { pods: '5' })).toMatchObject([
      { remaining: '-3', usedRatio: 2.5, overCommitted: true },
    ]);
  });

  test('are of the tightest quota without a scope, and of none that is not counted', () => {
    const hard = (pods: string, more = {}) => ({
      spec: { hard: { pods }, ...more },
      status: { hard: { pods }, used: { pods: '1' } },
    });
    expect(
      toQuotaLines([
        hard('40'),
        hard('10'),
        hard('1', { scopes: ['BestEffort'] }),
        { spec: { hard: { pods: '2' } } },
      ]),
    ).toMatchObject([{ hard: '10', remaining: '9' }]);
  });
});

describe('container defaults', () => {
  test('are those of our LimitRange, and the lowest maximum of all', () => {
    const range = (name: string, limit: object) => ({
      metadata: { name },
      spec: { limits: [{ type: 'Container', ...limit }] },
    });
    expect(
      toContainerDefaults([
        range('a', {
          default: { memory: '1Gi', cpu: '1' },
          max: { memory: '4Gi' },
        }),
        range('moorage', {
          default: { memory: '512Mi' },
          defaultRequest: { cpu: '100m', memory: '128Mi' },
          max: { memory: '8Gi' },
        }),
        {
          metadata: { name: 'b' },
          spec: { limits: [{ type: 'Pod', max: { memory: '1Gi' } }] },
        },
      ]),
    ).toEqual({
      cpuRequest: '100m',
      cpuLimit: '1',
      memoryRequest: '128Mi',
      memoryLimit: '512Mi',
      maxCpu: undefined,
      maxMemory: '4Gi',
    });
    expect(toContainerDefaults([])).toEqual({});
  });
});

describe('what keeps a namespace', () => {
  const sentences = (type: string, message: string, finalizers?: string[]) =>
    toDeletionSentences({
      metadata: { deletionTimestamp: '2026-11-24T08:00:00Z', finalizers },
      status: { conditions: [{ type, status: 'True', message }] },
    });

  test('is said in words', () => {
    expect(
      sentences(
        'NamespaceContentRemaining',
        'Some resources are remaining: certificates.cert-manager.io has 1 resource instances, pods. has 2 resource instances',
      ),
    ).toEqual(['Waiting for 1 certificates.cert-manager.io, 2 pods.']);
    expect(
      sentences(
        'NamespaceFinalizersRemaining',
        'Some content in the namespace has finalizers remaining: example.com/a in 1 resource instances, example.com/b in 3 resource instances',
      ),
    ).toEqual([
      'Waiting for the finalizer example.com/a of one object: whoever set it has to take it off, Moorage never does.',
      'Waiting for the finalizer example.com/b of 3 objects: whoever set it has to take it off, Moorage never does.',
    ]);
    expect(sentences('NamespaceDeletionDiscoveryFailure', 'no answer')).toEqual(
      [expect.stringContaining('APIService does not answer: no answer')],
    );
    expect(sentences('NamespaceDeletionContentFailure', 'no')).toEqual([
      'Something in it could not be deleted: no',
    ]);
    expect(
      sentences('NamespaceDeletionGroupVersionParsingFailure', 'no'),
    ).toHaveLength(1);
    expect(sentences('SomethingNew', 'no', ['example.com/own'])).toEqual([
      expect.stringContaining('example.com/own of the namespace itself'),
    ]);
  });

  test('is nothing while it is not being deleted, and no condition that does not hold', () => {
    expect(toDeletionSentences({ metadata: { finalizers: ['a/b'] } })).toEqual(
      [],
    );
    expect(
      toDeletionSentences({
        metadata: { deletionTimestamp: '2026-11-24T08:00:00Z' },
        status: {
          conditions: [
            { type: 'NamespaceContentRemaining', status: 'False', message: '' },
          ],
        },
      }),
    ).toEqual([]);
  });
});

describe('a subject of a binding', () => {
  const bot = {
    username: 'system:serviceaccount:acme:bot',
    groups: ['system:serviceaccounts', 'system:authenticated'],
  };
  const anna = { username: 'anna', groups: ['team'] };

  test.each([
    [{ kind: 'User', name: 'anna' }, anna, true],
    [{ kind: 'User', name: 'Anna' }, anna, false],
    [{ kind: 'Group', name: 'team' }, anna, true],
    [{ kind: 'Group', name: 'anna' }, anna, false],
    [{ kind: 'User', name: 'team' }, anna, false],
    [{ kind: 'ServiceAccount', name: 'bot', namespace: 'acme' }, bot, true],
    [{ kind: 'ServiceAccount', name: 'bot', namespace: 'other' }, bot, false],
    [{ kind: 'ServiceAccount', name: 'bot' }, bot, true],
    [{ kind: 'ServiceAccount', name: 'anna' }, anna, false],
    [{ kind: 'User', name: 'system:serviceaccount:acme:bot' }, bot, true],
    [{ kind: 'Robot', name: 'anna' }, anna, false],
  ])('%j means %j: %s', (subject, user, means) => {
    expect(meansUser(subject, 'acme', user)).toBe(means);
  });
});
