import 'reflect-metadata';

import type { Connection } from './cluster/connection.js';
import { createCluster } from './cluster/create-cluster.js';
import { createSchema } from './schema.js';
import { createServer } from './server/server.js';
import type { Config } from './config/config.js';
import {
  authSentence,
  clusterSentence,
  connectionWarnings,
  embeddedSentences,
  impersonationSentence,
  versionSentence,
} from './config/start-sentences.js';

/** A cluster that can be reached. */
export interface Opened {
  connection: Connection;
  /** Of an embedded cluster. */
  kubeconfig?: string;
  close(): Promise<void>;
}

export type ServeConfig = Omit<Config, 'source' | 'demo'> & {
  playgroundFolder: string;
};

const print = (text: string) => void process.stdout.write(`${text}\n`);

/** Serves the cluster until the process is told to stop, and says where and to whom. Closes the cluster when it cannot. */
export async function serve(
  opening: Promise<Opened>,
  { playgroundFolder, ...config }: ServeConfig,
): Promise<void> {
  // The schema needs no cluster, so it is built while one starts.
  const [opened, schema] = await Promise.all([opening, createSchema()]);
  const cluster = createCluster(opened.connection, config.cluster);
  const server = await createServer({
    ...config.server,
    settings: config.settings,
    cluster,
    schema,
    playgroundFolder,
  }).catch(async (error: unknown) => {
    await opened.close();
    throw error;
  });
  const stop = async () => {
    await server.close();
    await cluster.close();
    await opened.close();
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  print(clusterSentence(opened.connection));
  connectionWarnings(opened.connection).forEach(print);
  if (opened.kubeconfig) print(embeddedSentences(opened.kubeconfig));
  print(authSentence(config.server.auth));
  if (config.server.playground) print(`The playground is at ${server.url}`);
  print(`The API is at ${server.url}/graphql`);
  print(await versionSentence(cluster));
  const warning =
    config.server.auth.kind === 'oidc' &&
    (await impersonationSentence(cluster));
  if (warning) print(warning);
}
