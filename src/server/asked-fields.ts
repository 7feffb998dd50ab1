import type { ApolloServerPlugin } from '@apollo/server';

import { toAsked } from '../graphql/asked.js';
import type { Context } from '../graphql/context.js';
import { prefetch } from '../prefetch.js';

/** Tells the loaders what an operation asks for, before it runs, and starts what is sure to be needed. */
export const askedFields: ApolloServerPlugin<Context> = {
  async requestDidStart({ schema }) {
    return {
      async didResolveOperation({ contextValue, document }) {
        contextValue.asked = toAsked(schema, document);
      },
      // Not before: every plugin may refuse an operation that is only resolved.
      async executionDidStart({ contextValue, request, ...resolved }) {
        const { asked } = contextValue;
        // Absent where its name is unknown, whatever Apollo's type says: execution answers that.
        const operation = resolved.operation as
          typeof resolved.operation | null;
        if (asked && operation?.operation === 'query')
          prefetch(contextValue, asked, operation, request.variables);
      },
    };
  },
};
