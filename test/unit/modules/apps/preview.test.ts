import { describe, expect, test } from '@jest/globals';

import { toPreview } from '../../../../src/modules/apps/preview.js';
import { toShortage } from '../../../../src/modules/apps/shortage.js';
import type { RawWorkload } from '../../../../src/modules/apps/workload.js';
import { ContainerDefaults } from '../../../../src/modules/tenants/container-defaults.type.js';
import { toQuotaLines } from '../../../../src/modules/tenants/quota-line.type.js';

const deployment = (replicas: number, memory?: string, more: object = {}) =>
  ({
    spec: {
      replicas,
      selector: { matchLabels: { a: 'b' } },
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        spec: {
          containers: [
            {
              name: 'web',
              resources: memory
                ? { requests: { memory }, limits: { memory } }
                : {},
            },
          ],
        },
      },
      ...more,
    },
  }) as RawWorkload;
const quota = toQuotaLines([
  {
    status: {
      hard: { pods: '4', 'requests.memory': '1Gi', services: '3' },
      used: { pods: '2', 'requests.memory': '512Mi', services: '3' },
    },
  },
]);
const defaults = Object.assign(new ContainerDefaults(), {
  memoryRequest: '64Mi',
});
const ask = (before: RawWorkload | undefined, after: RawWorkload) => {
  const { fits, restartsPods, lines } = toPreview(
    before,
    after,
    quota,
    defaults,
  );
  return {
    ...{ fits, restartsPods },
    lines: lines.map(({ resource, requested }) => `${resource} ${requested}`),
  };
};

describe('the preview of an app', () => {
  test('of a new one counts all its pods and restarts none', () => {
    expect(ask(undefined, deployment(2, '256Mi'))).toEqual({
      fits: true,
      restartsPods: false,
      lines: ['pods 2', 'requests.memory 512Mi'],
    });
    expect(ask(undefined, deployment(3, '256Mi')).fits).toBe(false);
  });

  test('counts what the tenant gives containers that ask for nothing', () => {
    expect(ask(undefined, deployment(2)).lines[1]).toBe(
      'requests.memory 128Mi',
    );
  });

  test('of a new template counts the surge beside what runs', () => {
    expect(ask(deployment(2, '256Mi'), deployment(2, '300Mi'))).toEqual({
      fits: true,
      restartsPods: true,
      // Two new pods beside the last old one take more than the first new one beside both.
      lines: ['pods 1', 'requests.memory 344Mi'],
    });
    expect(ask(deployment(2, '256Mi'), deployment(2, '64Mi')).lines).toEqual([
      'pods 1',
      'requests.memory 64Mi',
    ]);
  });

  test('of a new number counts what is added, and nothing when it sinks', () => {
    const two = deployment(2, '256Mi');
    expect(ask(two, deployment(3, '256Mi'))).toMatchObject({
      restartsPods: false,
      lines: ['pods 1', 'requests.memory 256Mi'],
    });
    expect(ask(two, deployment(0, '256Mi'))).toMatchObject({
      fits: true,
      lines: ['pods 0', 'requests.memory 0'],
    });
  });

  test('of one that is paused, or that replaces all at once, counts no surge', () => {
    const before = deployment(2, '256Mi');
    expect(ask(before, deployment(2, '512Mi', { paused: true }))).toMatchObject(
      { restartsPods: false, lines: ['pods 0', expect.anything()] },
    );
    const recreate = { strategy: { type: 'Recreate' } };
    expect(ask(before, deployment(2, '300Mi', recreate))).toMatchObject({
      restartsPods: true,
      lines: ['pods 0', 'requests.memory 88Mi'],
    });
  });

  test('without a quota fits, with no lines', () => {
    expect(toPreview(undefined, deployment(9), [], defaults)).toMatchObject({
      fits: true,
      lines: [],
    });
  });
});

test('a shortage is told with what is needed and what is free', () => {
  const facts = [
    { key: 'requested', value: 'limits.memory=512Mi,requests.memory=512Mi' },
    { key: 'used', value: 'limits.memory=768Mi,requests.memory=768Mi' },
    { key: 'hard', value: 'limits.memory=1Gi,requests.memory=1Gi' },
  ];
  expect(toShortage(facts, 'the surge pod')).toBe(
    'it needs 512Mi more limits.memory for the surge pod, 256Mi are free; it needs 512Mi more requests.memory for the surge pod, 256Mi are free',
  );
  expect(toShortage([], 'a pod')).toBeUndefined();
});
