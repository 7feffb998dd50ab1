import type { ApolloServerPlugin } from '@apollo/server';

import { toAsked } from '../graphql/asked.js';
import type { Context } from '../graphql/context.js';

/** Tells the loaders what an operation asks for, before it runs. */
export const askedFields: ApolloServerPlugin<Context> = {
  async requestDidStart({ schema }) {
    return {
      async didResolveOperation({ contextValue, document }) {
        contextValue.asked = toAsked(schema, document);
      },
    };
  },
};
