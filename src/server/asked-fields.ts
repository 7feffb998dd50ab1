import type { ApolloServerPlugin } from '@apollo/server';

import { toAsked } from '../graphql/asked.js';
import type { Context } from '../graphql/context.js';
import { prefetch } from '../prefetch.js';

/** Tells the loaders what an operation asks for, before it runs, and starts what is sure to be needed. */
export const askedFields: ApolloServerPlugin<Context> = {
  async requestDidStart({ schema }) {
    return {
      async didResolveOperation({
        contextValue,
        document,
        operation,
        request: { variables },
      }) {
        contextValue.asked = toAsked(schema, document);
        if (operation?.operation === 'query')
          prefetch(contextValue, contextValue.asked, operation, variables);
      },
    };
  },
};
