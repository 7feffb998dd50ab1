import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** Quantities are checked with the input that they belong to, so that a mistake is a userError with its path; the scalar only
 * sees to it that text or a number arrives. Answers are the cluster's own canonical text. */
function quantityScalar(
  name: string,
  description: string,
): GraphQLScalarType<string, string> {
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: String,
    parseValue: toText,
    parseLiteral: fromLiteral,
  });
}

export const Cpu = quantityScalar(
  'Cpu',
  'CPU in cores or millicores: `0.25`, `2`, `"250m"`. Answers are canonical Kubernetes strings (`"250m"`, `"2"`).',
);

export const Memory = quantityScalar(
  'Memory',
  'Memory in bytes with a binary or decimal suffix: `"256Mi"`, `"1Gi"`. A bare number and `"256m"` are refused with a hint. Answers are canonical Kubernetes strings.',
);

export const Quantity = quantityScalar(
  'Quantity',
  'Any Kubernetes quantity, canonical: `"4"`, `"500m"`, `"20Gi"`.',
);

function toText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw new TypeError(
    'A quantity is text such as "250m" or "256Mi", or a number.',
  );
}

function fromLiteral(node: ValueNode): string {
  if (
    node.kind === Kind.STRING ||
    node.kind === Kind.INT ||
    node.kind === Kind.FLOAT
  )
    return toText(node.value);
  throw new TypeError(
    'A quantity is text such as "250m" or "256Mi", or a number.',
  );
}
