import { describe, expect, test } from '@jest/globals';

import { prune, toFieldTree } from '../../../src/cluster/fields.js';

describe('fields', () => {
  const object = {
    metadata: { name: 'web', labels: { a: 'b' }, managedFields: [{}] },
    spec: { containers: [{ name: 'web', image: 'x' }], nodeName: null },
  };

  test('are what is left of an object, through lists', () => {
    const tree = toFieldTree([
      'metadata.labels',
      'spec.containers.name',
      'spec.nodeName',
      'status.phase',
    ]);
    expect(prune(object, tree)).toEqual({
      metadata: { labels: { a: 'b' } },
      spec: { containers: [{ name: 'web' }], nodeName: null },
    });
  });

  test('of a whole part go before those of its parts', () => {
    const tree = toFieldTree(['metadata.name', 'metadata', 'metadata.labels']);
    expect(prune(object, tree)).toEqual({ metadata: object.metadata });
  });
});
