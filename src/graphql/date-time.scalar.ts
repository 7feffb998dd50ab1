import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const INSTANT =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Instants pass through as the text that the cluster sends. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant in UTC, RFC 3339: `2026-11-24T08:00:00Z`.',
  serialize: String,
  parseValue: parseInstant,
  parseLiteral: (node) =>
    parseInstant(node.kind === Kind.STRING ? node.value : undefined),
});

function parseInstant(value: unknown): string {
  if (typeof value === 'string' && INSTANT.test(value)) return value;
  throw new GraphQLError('A DateTime is written as in "2026-11-24T08:00:00Z".');
}
