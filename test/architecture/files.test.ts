import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const tracked = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', '--deduplicate'],
  { encoding: 'utf8' },
)
  .trim()
  .split('\n');
const sources = tracked.filter(
  (file) => /^(src|devcluster)\/.*\.ts$/.test(file) && exists(file),
);
const lines = new Map(
  sources.map((file) => [file, countCode(readFileSync(file, 'utf8'))]),
);

function exists(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

function countCode(text: string): number {
  return text.split('\n').filter((line) => !/^\s*(\/\/|\/?\*|$)/.test(line))
    .length;
}

describe('files', () => {
  test('are short: the median 60 lines of code, nine of ten under 200, none over 300', () => {
    const counts = [...lines.values()].sort((a, b) => a - b);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(60);
    expect(counts[Math.floor(counts.length * 0.9)]).toBeLessThanOrEqual(200);
    expect([...lines].filter(([, count]) => count > 300)).toEqual([]);
  });

  test('have names that say what they hold', () => {
    const junk =
      /(^|[-.])(utils?|helpers?|common|misc|types|base|manager|handler)([-.]|$)/;
    const names = sources.map((file) => basename(file, '.ts'));
    expect(names.filter((name) => junk.test(name))).toEqual([]);
    expect(
      names.filter((name) => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name)),
    ).toEqual([]);
    expect(names.filter((name) => name === 'index')).toEqual([]);
  });

  test('of the product import no test, bench or script', () => {
    const wrong = sources.filter((file) =>
      /from '(\.\.\/)+(test|bench|scripts)\//.test(readFileSync(file, 'utf8')),
    );
    expect(wrong).toEqual([]);
  });

  test('name no machine path', () => {
    const text = tracked.filter(
      (file) =>
        /\.(ts|tsx|js|md|json|yml|go)$/.test(file) &&
        file !== 'test/architecture/files.test.ts' &&
        exists(file),
    );
    expect(
      text.filter((file) =>
        /\/(work|root)\/(main|\.|shared)/.test(readFileSync(file, 'utf8')),
      ),
    ).toEqual([]);
  });
});
