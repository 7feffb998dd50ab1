/** max-lines-per-function counts the parameters too, which decorators make long: this counts the body of a method. */
export const shortBody = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'integer' }],
    messages: { long: 'The body has {{lines}} lines; at most {{max}}.' },
  },
  create(context) {
    const [max] = context.options;
    return {
      'MethodDefinition > FunctionExpression > BlockStatement'(node) {
        const lines = countLines(context.sourceCode, node);
        if (lines > max)
          context.report({ node, messageId: 'long', data: { lines, max } });
      },
    };
  },
};

/** Lines with code between the braces. */
function countLines(sourceCode, node) {
  const inside = sourceCode.getTokens(node).slice(1, -1);
  return new Set(
    inside.flatMap(({ loc }) =>
      Array.from(
        { length: loc.end.line - loc.start.line + 1 },
        (_, index) => loc.start.line + index,
      ),
    ),
  ).size;
}
