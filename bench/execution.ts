import 'reflect-metadata';

import { parse } from 'graphql';

import type { ClusterSession, ListOptions } from '../src/cluster/cluster.js';
import { createCluster } from '../src/cluster/create-cluster.js';
import type { Kind } from '../src/cluster/kinds.js';
import { createUsage } from '../src/cluster/usage.js';
import { toAsked } from '../src/graphql/asked.js';
import type { Context } from '../src/graphql/context.js';
import { tenantRules } from '../src/modules/tenants/object-rules.js';
import { createSchema } from '../src/schema.js';
import { createExecutor } from '../src/server/compiled-queries.js';
import { connect } from '../src/config/cluster-source.js';
import { toConfig } from '../src/config/config.js';
import { timed } from './measure.js';
import { quantile } from './quantile.js';

const ROUNDS = 30;
const WARM_UP = 10;

export interface ExecutionFigures {
  /** Bytes of the answer. */
  size: number;
  /** Milliseconds. */
  stringify: number;
  /** Time of the execution against JSON.stringify of its answer. */
  ratio: number;
}

/** What a query costs when everything that it reads is in memory: the lists of the cluster are read once and kept. */
export async function measureExecution(
  query: string,
): Promise<ExecutionFigures> {
  const { KUBECONFIG } = process.env;
  const config = toConfig(
    { KUBECONFIG },
    { homeKubeConfig: '', serviceAccountFolder: '' },
  );
  const { source } = config;
  if (source.kind === 'embedded') throw new Error('there is no KUBECONFIG');
  const connection = connect(source, {
    environment: {},
    tell: () => undefined,
  });
  const cluster = createCluster(connection, config.cluster);
  const session = remember(cluster.as({ kind: 'connection' }));
  const schema = await createSchema();
  const execute = createExecutor(schema);
  const document = parse(query);
  const run = () => {
    const usage = createUsage(config.cluster);
    const context: Context = {
      cluster: { ...session, usage },
      patient: session,
      left: new AbortController().signal,
      source: connection.source,
      clusterVersion: () => cluster.version(),
      settings: config.settings,
      rules: tenantRules,
      asked: toAsked(schema, document),
      reads: {},
    };
    const [operation] = document.definitions;
    if (operation?.kind !== 'OperationDefinition')
      throw new Error('the document begins with another definition');
    return execute({ document, operation, queryHash: 'the query', context });
  };
  const answer = await run();
  if (answer.errors) throw new Error(answer.errors[0]?.message);
  const times = { ours: [] as number[], stringify: [] as number[] };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const ours = await timed(run);
    const stringify = await timed(async () => JSON.stringify(answer));
    if (round < 0) continue;
    times.ours.push(ours);
    times.stringify.push(stringify);
  }
  await cluster.close();
  const stringify = quantile(times.stringify, 0.5);
  return {
    size: JSON.stringify(answer).length,
    stringify,
    ratio: quantile(times.ours, 0.5) / stringify,
  };
}

function remember(session: ClusterSession): ClusterSession {
  const pages = new Map<string, Promise<unknown>>();
  return {
    ...session,
    list<R, T>(kind: Kind, options: ListOptions<R, T>) {
      const key = `${kind.plural} ${JSON.stringify(options)}`;
      let page = pages.get(key);
      if (!page) pages.set(key, (page = session.list(kind, options as never)));
      return page;
    },
  } as ClusterSession;
}
