import type { Kind } from '../api/kind.js';
import { toResources } from '../http/discovery.js';
import { definitionOf } from './group-version-kind.js';
import { DELETE_OPTIONS } from './operation.js';
import { toPaths, toResourceKind } from './paths.js';
import type { Schema } from './scalar-schemas.js';
import { toSchemaName } from './schema-name.js';
import { toListSchema, toSchemas } from './schemas.js';

/** The OpenAPI document of the kinds of one group and version. */
export function toDocument(kinds: readonly Kind[], version: string): object {
  const definitions = kinds.flatMap((kind) =>
    toResources(kind).flatMap(
      (resource) => definitionOf(toResourceKind(kind, resource)) ?? [],
    ),
  );
  const lists = kinds
    .filter(({ verbs }) => !verbs || verbs.includes('list'))
    .map(({ definition, group, version, kind }): [string, Schema] => [
      `${toSchemaName(definition)}List`,
      toListSchema(definition, { group, version, kind }),
    ]);
  return {
    openapi: '3.0.0',
    info: { title: 'Moorage dev cluster', version },
    paths: Object.assign({}, ...kinds.map(toPaths)) as object,
    components: {
      schemas: {
        ...toSchemas([...definitions, DELETE_OPTIONS]),
        ...Object.fromEntries(lists),
      },
    },
  };
}
