import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large an operation is written, with its fragments where they are spread. Introspection does not count. */
export interface DocumentSize {
  /** Fields within fields. */
  depth: number;
  aliases: number;
  rootFields: number;
}

type Size = DocumentSize;

/** Measures an operation of a valid document; its fragments do not spread themselves. */
export function sizeOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): DocumentSize {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  );
  return measure(operation.selectionSet, fragments, new Map());
}

/** `rootFields` are those of this selection. */
function measure(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Size>,
): Size {
  const sum: Size = { depth: 0, aliases: 0, rootFields: 0 };
  const add = ({ depth, aliases, rootFields }: Size) => {
    sum.depth = Math.max(sum.depth, depth);
    sum.aliases += aliases;
    sum.rootFields += rootFields;
  };
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      if (node.name.value.startsWith('__')) continue;
      const below = node.selectionSet
        ? measure(node.selectionSet, fragments, known)
        : { depth: 0, aliases: 0 };
      const aliases = below.aliases + (node.alias ? 1 : 0);
      add({ depth: below.depth + 1, aliases, rootFields: 1 });
    } else if (node.kind === Kind.INLINE_FRAGMENT)
      add(measure(node.selectionSet, fragments, known));
    else add(ofFragment(node.name.value, fragments, known));
  }
  return sum;
}

/** Each fragment is measured once, however often it is spread. */
function ofFragment(
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Size>,
): Size {
  let size = known.get(name);
  if (size) return size;
  const fragment = fragments.get(name);
  size = fragment
    ? measure(fragment.selectionSet, fragments, known)
    : { depth: 0, aliases: 0, rootFields: 0 };
  known.set(name, size);
  return size;
}
