import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

import { toDifferencesPage } from '../../scripts/contract/differences-page.js';
import { KNOWN_DIFFERENCES } from '../contract/known-differences.js';
import { OPEN_CLAUSES } from '../contract/open-clauses.js';
import { RANK_ONE } from '../contract/rank-one.js';

const ID = /^[A-Z]\d+\/[a-z0-9]+(-[a-z0-9]+)*$/;

const sources = readdirSync('test/contract')
  .filter((name) => name.endsWith('.contract.test.ts'))
  .map((name) => ({
    name,
    text: readFileSync(`test/contract/${name}`, 'utf8'),
  }));
const ids = sources.flatMap(({ text }) =>
  [...text.matchAll(/\bclause\(\s*'([^']*)'/g)].map(([, id]) => id ?? ''),
);
const open = OPEN_CLAUSES.map(({ clause }) => clause);

describe('the clauses of the contract', () => {
  test('have ids that are written out, so that they can be found', () => {
    const built = sources.filter(
      ({ text }) =>
        [...text.matchAll(/\bclause\(/g)].length !==
        [...text.matchAll(/\bclause\(\s*'[^']*'/g)].length,
    );
    expect(built.map(({ name }) => name)).toEqual([]);
    expect([...ids, ...open, ...RANK_ONE].filter((id) => !ID.test(id))).toEqual(
      [],
    );
  });

  test('have each id once', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(open.filter((id, index) => open.indexOf(id) !== index)).toEqual([]);
    expect(new Set(RANK_ONE).size).toBe(RANK_ONE.length);
  });

  test('of rank 1 are all a scenario or open, and none is both', () => {
    const covered = new Set([...ids, ...open]);
    expect(RANK_ONE.filter((id) => !covered.has(id))).toEqual([]);
    expect(open.filter((id) => ids.includes(id))).toEqual([]);
  });

  test('that a plane does not keep have a scenario', () => {
    const unknown = KNOWN_DIFFERENCES.filter(
      ({ clause }) => !ids.includes(clause),
    );
    expect(unknown).toEqual([]);
  });

  test('that are not kept are printed in the documents', () => {
    const page = toDifferencesPage({
      knownDifferences: KNOWN_DIFFERENCES,
      openClauses: OPEN_CLAUSES,
    });
    // On a difference: `npm run known-differences`.
    expect(readFileSync('docs/known-differences.md', 'utf8')).toBe(page);
  });
});
