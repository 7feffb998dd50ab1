import {
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** What a document asks for, in any of its operations: `Pod.name` for a field, `Pod.events(first:)` for an argument that is given. */
export type Asked = ReadonlySet<string>;

const known = new WeakMap<DocumentNode, Asked>();

/** Collects what a document asks for; the same set for the same document, which must be valid. */
export function toAsked(schema: GraphQLSchema, document: DocumentNode): Asked {
  let asked = known.get(document);
  if (!asked) known.set(document, (asked = collect(schema, document)));
  return asked;
}

function collect(schema: GraphQLSchema, document: DocumentNode): Asked {
  const asked = new Set<string>();
  const types = new TypeInfo(schema);
  const name = () =>
    `${getNamedType(types.getParentType())?.name}.${types.getFieldDef()?.name}`;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: () => void asked.add(name()),
      Argument: (node) => {
        // Directives have arguments, too, and none of them reads anything.
        if (types.getArgument()) asked.add(`${name()}(${node.name.value}:)`);
      },
    }),
  );
  return asked;
}

/** Whether nothing is written; false when that is not known. */
export function readsOnly(asked: Asked | undefined): boolean {
  if (!asked || asked.size === 0) return false;
  for (const each of asked) if (each.startsWith('Mutation.')) return false;
  return true;
}

/** Whether a query asks of these types for nothing but these fields and arguments; false when it is not known. */
export function asksOnly(
  asked: Asked | undefined,
  types: ReadonlySet<string>,
  allowed: ReadonlySet<string>,
): boolean {
  if (!asked || asked.size === 0) return false;
  for (const each of asked)
    if (types.has(each.slice(0, each.indexOf('.'))) && !allowed.has(each))
      return false;
  return true;
}
