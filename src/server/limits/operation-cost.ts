import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

import { MAX_PAGE } from '../../graphql/connection.js';
import { callsOf } from './field-calls.js';

type Field = GraphQLField<unknown, unknown>;

/** How many calls to the cluster an operation may need: each field's, times the sizes of the pages that it lies in. Variables are
 * coerced. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  );
  const root = schema.getRootType(operation.operation)?.name ?? '';
  const walk = { schema, fragments, variables, known: new Map() };
  return sum(walk, operation.selectionSet, root);
}

interface Walk {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
  /** The cost of fragments: a fragment is walked once, however often it is spread. */
  known: Map<string, number>;
}

function sum(walk: Walk, selection: SelectionSetNode, type: string): number {
  let cost = 0;
  for (const node of selection.selections) {
    if (node.kind === Kind.FIELD) cost += ofField(walk, node, type);
    else if (node.kind === Kind.INLINE_FRAGMENT)
      cost += sum(
        walk,
        node.selectionSet,
        node.typeCondition?.name.value ?? type,
      );
    else cost += ofFragment(walk, node.name.value);
  }
  return cost;
}

function ofFragment(walk: Walk, name: string): number {
  const known = walk.known.get(name);
  if (known !== undefined) return known;
  const fragment = walk.fragments.get(name);
  const cost = fragment
    ? sum(walk, fragment.selectionSet, fragment.typeCondition.name.value)
    : 0;
  walk.known.set(name, cost);
  return cost;
}

function ofField(walk: Walk, node: FieldNode, parent: string): number {
  const type = walk.schema.getType(parent);
  const name = node.name.value;
  const field =
    isObjectType(type) || isInterfaceType(type)
      ? type.getFields()[name]
      : undefined;
  if (!field) return 0;
  const below = node.selectionSet
    ? sum(walk, node.selectionSet, getNamedType(field.type).name)
    : 0;
  return callsOf(parent, name) + pageSize(walk, node, field) * below;
}

/** How many objects the page of a field has at most; 1 where it is no page. */
function pageSize({ variables }: Walk, node: FieldNode, field: Field): number {
  const argument = field.args.find(({ name }) => name === 'first');
  if (!argument) return 1;
  const given = node.arguments?.find(({ name }) => name.value === 'first');
  const value =
    given?.value.kind === Kind.VARIABLE
      ? variables[given.value.name.value]
      : given?.value.kind === Kind.INT
        ? Number(given.value.value)
        : undefined;
  const size = Number(value ?? argument.defaultValue ?? MAX_PAGE);
  // What is out of bounds is refused when the field is resolved.
  return Math.min(Math.max(size, 1), MAX_PAGE);
}
