import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  findBreakingChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { readFileSync } from 'node:fs';

import { createSchema } from '../../src/schema.js';

const committed = readFileSync('schema/schema.graphql', 'utf8');

describe('the schema', () => {
  test('that is committed is the one of the code', async () => {
    const generated = lexicographicSortSchema(await createSchema());
    expect(findBreakingChanges(buildSchema(committed), generated)).toEqual([]);
    expect(committed).toContain(printSchema(generated));
  });

  test('describes every type, field, argument, input field and enum value', () => {
    const missing: string[] = [];
    const need = (name: string, element: { description?: string | null }) => {
      if (!element.description) missing.push(name);
    };
    for (const type of Object.values(buildSchema(committed).getTypeMap())) {
      if (
        type.name.startsWith('__') ||
        ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name)
      )
        continue;
      need(type.name, type);
      if (isEnumType(type))
        for (const value of type.getValues())
          need(`${type.name}.${value.name}`, value);
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields()))
          need(`${type.name}.${field.name}`, field);
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        need(`${type.name}.${field.name}`, field);
        for (const argument of field.args)
          need(`${type.name}.${field.name}(${argument.name}:)`, argument);
      }
    }
    expect(missing).toEqual([]);
  });
});
