import type { V1SelfSubjectReview } from '@kubernetes/client-node';

import { createAnyAccess } from './any-access.js';
import type { Cluster, RawObject } from './cluster.js';
import { fromAnswer } from './cluster-error.js';
import {
  type ClusterOptions,
  type Connection,
  hasCredential,
} from './connection.js';
import { readDiscovery } from './discovery.js';
import { createDiscoveryCache } from './discovery-cache.js';
import { createIdentities, type Identity, identityKey } from './identity.js';
import { type Kind, KINDS, pathOf } from './kinds.js';
import { createListLines } from './list-lines.js';
import { ownLists } from './own-lists.js';
import { limitRate } from './rate-limit.js';
import type { Raw } from './raw.js';
import { rememberKinds } from './remembered-kinds.js';
import { createSender } from './sender.js';
import { createSession } from './session.js';
import { createSharedWatches } from './shared-watches.js';
import { createTransport } from './transport.js';
import { createUsage } from './usage.js';
import { toCollection } from './watch.js';
import { createUserInfos } from './who-am-i.js';

type Review = Raw<V1SelfSubjectReview>;

/** Opens a cluster; nothing is sent yet. close() ends its connections. */
export function createCluster(
  connection: Connection,
  options: ClusterOptions,
): Cluster {
  const unlimited = createTransport(connection, options);
  const transport = options.rate
    ? limitRate(unlimited, options.rate)
    : unlimited;
  const identities = createIdentities(connection.own);
  const refusals = rememberKinds(10_000);
  const permits = rememberKinds(60_000);
  const users = createUserInfos();
  const lines = createListLines();
  const watches = createSharedWatches();
  const discovery = createDiscoveryCache();
  return {
    connection,
    as(identity, signal, usage = createUsage(options)) {
      const senderOf = (who: Identity, until = signal) =>
        createSender({
          ...{ transport, identities, identity: who, usage },
          signal: until,
        });
      const open = (who: Identity) =>
        createSession(senderOf(who), usage, lines.of(who, signal));
      const session = open(identity);
      return {
        ...session,
        ...createAnyAccess(senderOf(identity)),
        identity,
        usage,
        own: hasCredential(connection)
          ? ownLists(open({ kind: 'connection' }))
          : undefined,
        follow: (kind, namespace, name, followOptions) =>
          watches.follow(
            {
              owner: identityKey(identity),
              path: pathOf(kind, namespace),
              open: (until) => {
                const line = lines.of(identity, until);
                const sender = senderOf(identity, until);
                return toCollection(sender, usage, line, kind, namespace);
              },
            },
            name,
            followOptions,
          ),
        discover: (fresh = false) =>
          discovery.get(identity, fresh, () =>
            readDiscovery(senderOf(identity)),
          ),
        forgetKinds: () => discovery.forget(),
        wasRefused: (kind: Kind) => refusals.has(identity, kind),
        rememberRefusal: (kind: Kind) => refusals.add(identity, kind),
        wasAllowed: (kind: Kind) => permits.has(identity, kind),
        rememberAllowed: (kind: Kind) => permits.add(identity, kind),
        async whoAmI(fresh = false) {
          const known = fresh ? undefined : users.get(identity);
          if (known) return known;
          const { status } = await session.review<Review>(
            KINDS.selfSubjectReview,
            {},
          );
          const { username = '', uid, groups = [] } = status?.userInfo ?? {};
          const user = { username, uid, groups };
          users.set(identity, user);
          return user;
        },
      };
    },
    async version(signal) {
      const usage = createUsage(options);
      const sender = createSender({
        transport,
        identities,
        identity: { kind: 'connection' },
        usage,
        signal,
      });
      const { gitVersion } = (await sender.read('/version')) as RawObject & {
        gitVersion: string;
      };
      return gitVersion;
    },
    async ping(signal) {
      const shown = await identities.show({ kind: 'connection' }, signal);
      // Whether the cluster is there does not depend on how much is asked of it.
      const answer = await unlimited.send({
        ...{ method: 'GET', path: '/readyz', shown, signal },
      });
      if (answer.status >= 500)
        throw fromAnswer('GET /readyz', answer.status, answer.body);
    },
    close: () => transport.close(),
  };
}
