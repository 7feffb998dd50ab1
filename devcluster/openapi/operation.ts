import { definitionOf, type GroupVersionKind } from './group-version-kind.js';
import { toQueryParameters } from './parameters.js';
import type { Schema } from './scalar-schemas.js';
import { toReference, toSchemaName } from './schema-name.js';

const PATCHES = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

/** The type of the options that a DELETE carries. */
export const DELETE_OPTIONS = 'meta.v1.DeleteOptions';

/** What one verb does to a resource of a kind: what kubectl reads of it is the kind, the parameters and the forms of patches. */
export function toOperation(
  verb: string,
  subresource: string,
  kind: GroupVersionKind,
): Schema {
  const schema = toReference(toSchemaName(definitionOf(kind) ?? ''));
  const body = toRequestBody(verb, schema);
  return {
    parameters: toQueryParameters(verb, subresource),
    ...(body && { requestBody: body }),
    responses: {
      [verb === 'create' ? '201' : '200']: {
        description: 'OK',
        ...toContent(verb, subresource, schema),
      },
    },
    'x-kubernetes-action': ACTIONS[verb] ?? verb,
    'x-kubernetes-group-version-kind': kind,
  };
}

const ACTIONS: Readonly<Record<string, string>> = {
  create: 'post',
  update: 'put',
};

function toRequestBody(verb: string, schema: Schema): Schema | undefined {
  switch (verb) {
    case 'create':
    case 'update':
      return { required: true, content: toForms(['application/json'], schema) };
    case 'patch':
      return {
        required: true,
        content: toForms(PATCHES, { type: 'object' }),
      };
    case 'delete':
    case 'deletecollection':
      return {
        content: toForms(
          ['application/json'],
          toReference(toSchemaName(DELETE_OPTIONS)),
        ),
      };
    default:
      return undefined;
  }
}

function toContent(verb: string, subresource: string, schema: Schema): Schema {
  if (subresource === 'log')
    return { content: toForms(['text/plain'], { type: 'string' }) };
  // A deletion answers with the object or with a Status.
  if (verb.startsWith('delete')) return {};
  const isList = verb === 'list';
  const answer = isList ? { $ref: `${String(schema.$ref)}List` } : schema;
  return { content: toForms(['application/json'], answer) };
}

function toForms(types: readonly string[], schema: Schema): Schema {
  return Object.fromEntries(types.map((type) => [type, { schema }]));
}
