import { describe, expect, test } from '@jest/globals';

import { pageOf } from '../../../src/graphql/connection.js';

const order = { by: [(item: string) => item] };

describe('pageOf', () => {
  test('walks a list page by page, also when items come and go in between', () => {
    const first = pageOf(['d', 'a', 'c', 'b'], { first: 2 }, order);
    expect(first.nodes).toEqual(['a', 'b']);
    const after = first.pageInfo.endCursor;
    expect(
      pageOf(['a', 'aa', 'c', 'd', 'e'], { first: 2, after }, order).nodes,
    ).toEqual(['c', 'd']);
    expect(pageOf(['a'], { first: 2, after }, order)).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: undefined },
    });
  });

  test('goes the other way round on request', () => {
    const page = pageOf(
      ['a', 'b', 'c'],
      { first: 2 },
      { ...order, descending: true },
    );
    expect(page.nodes).toEqual(['c', 'b']);
    expect(
      pageOf(
        ['a', 'b', 'c'],
        { first: 2, after: page.pageInfo.endCursor },
        { ...order, descending: true },
      ).nodes,
    ).toEqual(['a']);
  });

  test.each([0, -1, 201])('refuses a page of %i', (first) => {
    expect(() => pageOf(['a'], { first }, order)).toThrow(/between 1 and 200/);
  });
});
