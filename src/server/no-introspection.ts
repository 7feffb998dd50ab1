import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

const OFF =
  'Introspection is off on this server. The schema is the file schema/schema.graphql of this version of Moorage; the operator can open introspection with MOORAGE_INTROSPECTION=on.';

/** A validation rule: refuses `__schema` and `__type`, with a sentence for whoever meets it. */
export function noIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.name.value === '__schema' || node.name.value === '__type')
        context.reportError(new GraphQLError(OFF, { nodes: [node] }));
    },
  };
}
