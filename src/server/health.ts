import type { FastifyInstance } from 'fastify';

import type { Cluster } from '../cluster/cluster.js';
import { ClusterError } from '../cluster/cluster-error.js';

const PING_TIMEOUT = 2_000;
const REMEMBERED_FOR = 1_000;

/** /livez: the process answers. /readyz: the cluster behind it answers too. */
export function healthRoutes(
  app: FastifyInstance,
  cluster: Pick<Cluster, 'ping'>,
): void {
  const check = createReadiness(cluster);
  app.get('/livez', async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('ok\n'),
  );
  app.get('/readyz', async (_request, reply) => {
    const trouble = await check();
    void reply
      .type('text/plain; charset=utf-8')
      .code(trouble === undefined ? 200 : 503);
    return trouble === undefined ? 'ok\n' : `not ready: ${trouble}\n`;
  });
}

/** Asks the cluster at most once a second, however many probes there are: undefined, or what is wrong. */
export function createReadiness(
  cluster: Pick<Cluster, 'ping'>,
  now = () => performance.now(),
) {
  let known: { answer: Promise<string | undefined>; until: number } | undefined;
  return (): Promise<string | undefined> => {
    if (known && known.until > now()) return known.answer;
    const entry = { answer: ping(cluster), until: Infinity };
    known = entry;
    void entry.answer.then(() => (entry.until = now() + REMEMBERED_FOR));
    return entry.answer;
  };
}

async function ping(
  cluster: Pick<Cluster, 'ping'>,
): Promise<string | undefined> {
  try {
    await cluster.ping(AbortSignal.timeout(PING_TIMEOUT));
    return undefined;
  } catch (error) {
    if (!(error instanceof ClusterError))
      return 'the cluster could not be asked';
    return error.reason === 'Timeout'
      ? `the cluster did not answer within ${PING_TIMEOUT / 1_000} s`
      : error.message;
  }
}
