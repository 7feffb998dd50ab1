import { describe, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';

import type { Fields } from '../../../../src/cluster/fields.js';
import { WHOLE } from '../../../../src/cluster/fields.js';
import { KINDS } from '../../../../src/cluster/kinds.js';
import { Budget } from '../../../../src/cluster/listing/budget.js';
import { listBody } from '../../../../src/cluster/listing/list-body.js';

const POD = {
  metadata: { name: 'web', managedFields: [{ manager: 'kubectl' }] },
  spec: { nodeName: 'n1' },
};
const LIMITS = { maxBytes: 200, maxObjects: 1, maxProduced: 1 };

const read = (text: string, fields?: Fields, budget = new Budget(LIMITS)) =>
  listBody({
    ...{ call: 'GET pods', kind: KINDS.pod, fields, budget },
    project: (pod: object) => pod,
  }).read(Readable.from([Buffer.from(text)]), 'application/json');
const list = (...items: object[]) => JSON.stringify({ metadata: {}, items });

describe('the body of a list in JSON', () => {
  test('with named fields comes without managed fields, as in protobuf; whole objects keep them', async () => {
    const { items } = await read(list(POD), WHOLE);
    expect(items).toEqual([{ ...POD, metadata: { name: 'web' } }]);
    expect((await read(list(POD))).items).toEqual([POD]);
  });

  test('that breaks gives back what it took of the budget, as it is read again', async () => {
    const budget = new Budget(LIMITS);
    const broken = list(POD).slice(0, -1);
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(read(broken, WHOLE, budget)).rejects.toMatchObject({
        reason: 'BadAnswer',
      });
    expect((await read(list(POD), WHOLE, budget)).items).toHaveLength(1);
    await expect(read(list(POD), WHOLE, budget)).rejects.toMatchObject({
      reason: 'TooLarge',
    });
  });
});
