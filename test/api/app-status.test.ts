import { describe, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';

import { openControlPlane } from '../support/control-plane.js';
import { makeSituation } from '../support/make-situation.js';
import { PLACED } from '../support/placed-situations.js';
import { REFUSED } from '../support/refused-situations.js';
import { STARTED } from '../support/started-situations.js';

describe('record', () => {
  const plane = openControlPlane();
  test.concurrent.each(
    [...REFUSED, ...PLACED, ...STARTED].filter(
      ({ name }) =>
        !process.env.ONLY || process.env.ONLY.split(',').includes(name),
    ),
  )(
    '$name',
    async (situation) => {
      const { world, remove } = await makeSituation(plane, situation);
      const fixture = {
        name: situation.name,
        source: situation.source,
        recordedAt: new Date().toISOString(),
        ...world,
      };
      writeFileSync(
        `test/fixtures/status/${situation.name}.json`,
        JSON.stringify(fixture, null, 2) + '\n',
      );
      await remove();
    },
    120_000,
  );
});
