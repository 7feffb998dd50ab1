import type { ApolloServerPlugin } from '@apollo/server';

import type { Context } from '../graphql/context.js';

/** Tells each answer what it asked of the cluster: `extensions.cluster`. */
export const clusterUsage: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue, response: { body } }) {
        if (body.kind !== 'single') return;
        const { requests, lists } = contextValue.cluster.usage;
        body.singleResult.extensions = {
          ...body.singleResult.extensions,
          cluster: { requests, lists },
        };
      },
    };
  },
};
