import type { ApolloServerPlugin } from '@apollo/server';

import type { Context } from '../graphql/context.js';
import { refuseOperation } from './refuse-operation.js';

/** A subscription that comes as an ordinary request would be executed as if it were a query. */
export const refuseSubscriptions: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation === 'subscription')
          throw refuseOperation(
            'BAD_REQUEST',
            'This server has no subscriptions yet: ask again with a query.',
          );
      },
    };
  },
};
