import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** Whether the selection of a field asks, however deep, for a field of one of these names. */
export function selects(
  { fieldNodes, fragments }: GraphQLResolveInfo,
  names: readonly string[],
): boolean {
  const seen = new Set<string>();
  const has = (selection: SelectionSetNode | undefined): boolean =>
    (selection?.selections ?? []).some((node) => {
      switch (node.kind) {
        case Kind.FIELD:
          return names.includes(node.name.value) || has(node.selectionSet);
        case Kind.INLINE_FRAGMENT:
          return has(node.selectionSet);
        case Kind.FRAGMENT_SPREAD: {
          const { value } = node.name;
          if (seen.has(value)) return false;
          seen.add(value);
          return has(fragments[value]?.selectionSet);
        }
      }
    });
  return fieldNodes.some((node) => has(node.selectionSet));
}
