import { TYPE_TABLE } from '../schema/type-table.js';

/** Which kind an operation or a schema is about. */
export interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}

/** The name of the kind's type in the table of types. */
export function definitionOf({
  group,
  version,
  kind,
}: GroupVersionKind): string | undefined {
  return TYPE_TABLE.kinds[`${group ? `${group}/` : ''}${version} ${kind}`];
}

const byDefinition = new Map(
  Object.entries(TYPE_TABLE.kinds).map(([text, definition]) => [
    definition,
    fromText(text),
  ]),
);

/** The kind that a type of the table of types is. */
export function kindOf(definition: string): GroupVersionKind | undefined {
  return byDefinition.get(definition);
}

function fromText(text: string): GroupVersionKind {
  const [apiVersion = '', kind = ''] = text.split(' ');
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return { group, version, kind };
}
