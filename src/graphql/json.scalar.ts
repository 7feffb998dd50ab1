import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** Any JSON value, as it is. */
export const Json = new GraphQLScalarType({
  name: 'JSON',
  description:
    'Any JSON value. Only differences and the generic resource fields use it.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: fromLiteral,
});

function fromLiteral(
  node: ValueNode,
  variables?: Record<string, unknown> | null,
): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map((value) => fromLiteral(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map(({ name, value }) => [
          name.value,
          fromLiteral(value, variables),
        ]),
      );
    case Kind.VARIABLE:
      return variables?.[node.name.value];
    default:
      return node.value;
  }
}
