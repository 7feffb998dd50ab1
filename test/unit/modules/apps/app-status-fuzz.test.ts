import { describe, expect, test } from '@jest/globals';

import { AppPhase } from '../../../../src/modules/apps/app-status.type.js';
import { toStatusWord } from '../../../../src/modules/pods/pod-status-word.js';
import { ProblemCode } from '../../../../src/modules/pods/problem-code.js';
import {
  createRandom,
  type SeededRandom,
} from '../../../contract/seeded-random.js';
import {
  readFixtures,
  type StatusFixture,
  statusOf,
} from '../../../support/status-fixtures.js';

const CASES = 10_000;
const WORDS = ['', 'Quantum', 'ErrFromTheFuture', '🚢', 'a: b, c=d {e}', '(('];

/** A newer Kubernetes may say anything in its texts, and leave out what is optional. */
describe('unknown words', () => {
  test(`never make the status of an app fail (${CASES} cases)`, () => {
    const random = createRandom(7);
    const fixtures = readFixtures();
    const codes = Object.keys(ProblemCode);
    for (let index = 0; index < CASES; index++) {
      const original = fixtures[index % fixtures.length];
      if (!original) throw new Error('There are no fixtures.');
      const fixture = mutated(original, random);
      const status = statusOf(fixture, random.below(1_000_000));
      expect(Object.values(AppPhase)).toContain(status.phase);
      expect(status.message).not.toBe('');
      for (const { code, title, detail } of status.problems) {
        expect(codes).toContain(code);
        expect(typeof title).toBe('string');
        expect(typeof detail).toBe('string');
      }
      fixture.pods.forEach(toStatusWord);
    }
  }, 120_000);

  test('become OTHER, with what Kubernetes said', () => {
    const fixture = readFixtures().find(({ name }) => name === 'image-auth');
    if (!fixture) throw new Error('Nothing is recorded for it.');
    const text = JSON.stringify(fixture).replaceAll(
      /"reason":"(ErrImagePull|ImagePullBackOff)","message":"(?:[^"\\]|\\.)*"/g,
      '"reason":"QuantumFlux","message":"the flux is out of phase"',
    );
    const [problem] = statusOf(JSON.parse(text) as StatusFixture).problems;
    expect(problem).toMatchObject({
      ...{ code: 'OTHER', severity: 'BLOCKING' },
      raw: 'the flux is out of phase',
    });
    expect(problem?.title).toContain('QuantumFlux');
  });
});

/** A copy with some texts of statuses changed and some optional parts left out. */
function mutated(original: StatusFixture, random: SeededRandom): StatusFixture {
  const copy = structuredClone(original);
  const parts = [copy.workload, ...copy.replicaSets, ...copy.pods];
  for (const part of parts) if (part.status) change(part.status, random);
  for (const event of copy.events) {
    if (random.below(100) < 20) event.message = word(random);
    if (random.below(100) < 10) event.reason = word(random);
  }
  return copy;
}

function change(value: object, random: SeededRandom): void {
  const holder = value as Record<string, unknown>;
  for (const [key, inner] of Object.entries(holder)) {
    const dice = random.below(100);
    if (typeof inner === 'object' && inner !== null) {
      // Lists and the state of a container are optional, too.
      if (dice < 3 && !Array.isArray(value))
        Reflect.deleteProperty(holder, key);
      else change(inner, random);
    } else if (typeof inner === 'string' && key !== 'name') {
      if (dice < 8) holder[key] = word(random);
      else if (dice < 12 && key !== 'type') Reflect.deleteProperty(holder, key);
    } else if (typeof inner === 'number' && dice < 10)
      holder[key] = random.below(300);
  }
}

function word(random: SeededRandom): string {
  return random.pick(WORDS);
}
