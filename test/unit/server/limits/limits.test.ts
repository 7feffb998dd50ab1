import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';

import { createSchema } from '../../../../src/schema.js';
import { sizeOf } from '../../../../src/server/limits/document-size.js';
import { COORDINATES } from '../../../../src/server/limits/field-calls.js';
import { costOf } from '../../../../src/server/limits/operation-cost.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await createSchema();
});

function read(query: string) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  return { document, operation };
}

describe('the size of an operation', () => {
  const size = (query: string) => {
    const { document, operation } = read(query);
    return sizeOf(document, operation);
  };

  test('counts fields, aliases and depth through fragments', () => {
    expect(
      size(
        `{ a: viewer { name } tenant(name: "x") { ...Apps ... on Tenant { b: name } } }
         fragment Apps on Tenant { apps { nodes { c: name pods { nodes { name } } } } }`,
      ),
    ).toEqual({ depth: 6, aliases: 3, rootFields: 2 });
  });

  test('leaves introspection alone', () => {
    expect(
      size(
        '{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }',
      ),
    ).toEqual({ depth: 0, aliases: 0, rootFields: 0 });
  });

  test('is known at once for fragments that double themselves', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, n) =>
        `fragment F${n} on Viewer { ${n === 59 ? 'x: name' : `...F${n + 1} ... on Viewer { ...F${n + 1} }`} }`,
    );
    expect(
      size(`{ viewer { ...F0 } } ${fragments.join(' ')}`).aliases,
    ).toBeGreaterThan(1e17);
  });
});

describe('the cost of an operation', () => {
  const cost = (query: string, variables = {}) => {
    const { document, operation } = read(query);
    return costOf(schema, document, operation, variables);
  };

  test('is one for each field of the query where everything else is read in batches', () => {
    expect(
      cost(
        '{ tenants(first: 200) { nodes { name apps { nodes { name pods { nodes { name } } } } } } viewer { name } }',
      ),
    ).toBe(2);
  });

  test('multiplies what is asked for each object by the pages that it lies in', () => {
    const query =
      '{ tenants(first: 20) { nodes { viewerCan { update { allowed } delete { allowed } } apps { nodes { logs { lines { text } } } } } } }';
    expect(cost(query)).toBe(1 + 20 * 2 + 20 * 50 * 5);
  });

  test('takes page sizes from variables, their defaults, and bounds', () => {
    const query = (first: string) =>
      `query ${first === '$n' ? '($n: Int = 7)' : ''} { tenants(first: ${first}) { nodes { viewerCan { update { allowed } } } } }`;
    expect(cost(query('$n'), { n: 3 })).toBe(4);
    expect(cost(query('5'))).toBe(6);
    expect(cost(query('100000'))).toBe(201);
    expect(cost(query('-4'))).toBe(2);
  });

  test('goes into fragments, also on interfaces', () => {
    expect(
      cost(
        '{ node(id: "x") { id ... on Tenant { viewerCan { ...P } } } } fragment P on TenantPermissions { update { allowed } }',
      ),
    ).toBe(2);
  });

  test('speaks of fields that there are', () => {
    for (const coordinate of COORDINATES) {
      const [type = '', field] = coordinate.split('.');
      const found = schema.getType(type);
      expect(isObjectType(found)).toBe(true);
      if (field && isObjectType(found))
        expect(found.getFields()[field]).toBeDefined();
    }
  });
});
