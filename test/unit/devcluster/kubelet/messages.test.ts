import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { variantOf } from '../../../../devcluster/kubelet/messages/variant.js';
import {
  fill,
  say,
  type Wording,
} from '../../../../devcluster/kubelet/messages/wording.js';

const folder = join(process.cwd(), 'devcluster', 'kubelet', 'messages');
const files = readdirSync(folder).filter(
  (file) => !['wording.ts', 'variant.ts'].includes(file),
);

/** What only kubelets say, in words that never changed, or changed once. */
const FEW: Readonly<Record<string, number>> = {
  CACHE_NOT_SYNCED: 1,
  CONFIG_MAP_KEY_MISSING: 1,
  DEADLINE_EXCEEDED: 1,
  DEFINITION_CHANGED: 1,
  FAILED_STARTUP: 1,
  IMAGE_USER_HAS_NO_NUMBER: 2,
  INVALID_IMAGE_NAME: 2,
  NAME_HAS_CAPITALS: 2,
  NAME_IS_MALFORMED: 1,
  NEVER_PULLED: 1,
  NODE_UNDER_PRESSURE: 1,
  PRESENT: 2,
  PULL_BACK_OFF: 1,
  PULL_SECRET_MISSING: 1,
};

describe('the messages of kubelets and container runtimes', () => {
  test.each(files)('%s has real wordings with sources', async (file) => {
    const lists = (await import(join(folder, file))) as Record<
      string,
      readonly Wording[]
    >;
    for (const [name, wordings] of Object.entries(lists)) {
      const count = FEW[name] ?? 3;
      expect([name, wordings.length >= count]).toEqual([name, true]);
      for (const { text, source } of wordings) {
        expect(source).toMatch(
          /^https:\/\/github\.com\/|^github\.com\/|^kubernetes v|public/,
        );
        expect(text).not.toMatch(/undefined|\$\{/);
      }
    }
  });

  test('a variant beyond the last wording begins again', () => {
    const wordings = ['a', 'b {x}'].map((text) => ({ text, source: '' }));
    expect(say(wordings, 2)).toBe('a');
    expect(say(wordings, 3, { x: 1 })).toBe('b 1');
    expect(fill('{x} {y}', { x: '$&' })).toBe('$& {y}');
  });

  test('the annotation chooses the variant, else the namespace, always the same', () => {
    const variant = (value: string) =>
      variantOf('shop', { 'devcluster.moorage.dev/variant': value });
    expect([variant('1'), variant('3')]).toEqual([0, 2]);
    const byNamespace = ['a', 'b', 'c', 'd', 'e', 'f'].map((one) =>
      variantOf(one),
    );
    expect(byNamespace).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((one) => variantOf(one)),
    );
    expect(new Set(byNamespace).size).toBeGreaterThan(1);
    expect(variant('x')).toBe(variantOf('shop'));
  });
});
