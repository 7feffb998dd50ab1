import { expect, test } from '@jest/globals';

import { toQosClass } from '../../../../devcluster/kinds/qos-class.js';

const both = (cpu: string, memory: string) => ({ cpu, memory });
const full = { limits: both('1', '1Gi'), requests: both('1000m', '1024Mi') };
const bare = {};

test.each([
  ['nothing', [bare], 'BestEffort'],
  ['zeros', [{ requests: both('0', '0') }], 'BestEffort'],
  ['disk only', [{ limits: { 'ephemeral-storage': '1' } }], 'BestEffort'],
  ['all limited', [full], 'Guaranteed'],
  ['one of two', [full, bare], 'Burstable'],
  ['cpu only', [{ limits: { cpu: '1' }, requests: { cpu: '1' } }], 'Burstable'],
  ['less than its limit', [{ ...full, requests: both('1', '1') }], 'Burstable'],
])('%s', (_what, containers, qosClass) => {
  const spec = { containers: containers.map((resources) => ({ resources })) };
  expect(toQosClass(spec)).toBe(qosClass);
});

test('init containers count', () => {
  expect(
    toQosClass({
      containers: [{ resources: full }],
      initContainers: [{ resources: bare }],
    }),
  ).toBe('Burstable');
});
