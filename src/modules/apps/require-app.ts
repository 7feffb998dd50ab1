import type { Reader } from '../../cluster/cluster.js';
import { LABELS } from '../../cluster/labels.js';
import { findObject, notFound } from '../../graphql/find-object.js';
import { Workload } from './app.type.js';
import { type RawWorkload, WORKLOAD_KINDS } from './workload.js';

/** An app as a mutation found it. */
export interface FoundApp {
  raw: RawWorkload;
  workload: Workload;
}

/** The workload of an app that a mutation works on; NOT_FOUND for one without the label of its own name. */
export async function requireApp(
  cluster: Reader,
  tenant: string,
  name: string,
): Promise<FoundApp> {
  const found = await Promise.all(
    Object.values(Workload).map(async (workload) => ({
      workload,
      raw: await findObject<RawWorkload>(
        cluster,
        WORKLOAD_KINDS[workload],
        tenant,
        name,
      ),
    })),
  );
  for (const { raw, workload } of found) {
    if (raw?.metadata?.labels?.[LABELS.app] === name) return { raw, workload };
  }
  throw notFound('app', name, tenant);
}
