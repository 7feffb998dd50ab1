import type { V1Pod } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { isForbidden } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { isVersionName, readTimes, versionsIn } from './app-secret.manifest.js';
import { readRevisions } from './revisions.js';
import type { RawWorkload } from './workload.js';

/** Every version of an app's secrets that may be there: those in the register, and those that a template refers to. */
export async function readVersions(
  context: Context,
  cluster: Reader,
  workload: RawWorkload,
): Promise<string[]> {
  const older = (await readOlder(context, cluster, workload)) ?? [];
  return [...new Set([...registered(workload), ...inUse(workload), ...older])];
}

/** The versions that nothing refers to: no template of the app or its revisions and, where there are no revisions, no pod. Who
 * may not look learns of none. */
export async function readUnused(
  context: Context,
  cluster: Reader,
  workload: RawWorkload,
): Promise<string[]> {
  const now = inUse(workload);
  const candidates = registered(workload).filter((name) => !now.includes(name));
  if (candidates.length === 0) return [];
  const older = await readOlder(context, cluster, workload);
  return older ? candidates.filter((name) => !older.includes(name)) : [];
}

function inUse({ metadata, spec }: RawWorkload): string[] {
  return versionsIn(metadata?.name ?? '', spec?.template);
}

/** Only names that are a version's: the register is an annotation, which others can write. */
function registered({ metadata }: RawWorkload): string[] {
  return Object.keys(readTimes(metadata?.annotations)).filter((name) =>
    isVersionName(metadata?.name ?? '', name),
  );
}

async function readOlder(
  context: Context,
  cluster: Reader,
  workload: RawWorkload,
): Promise<string[] | undefined> {
  const name = workload.metadata?.name ?? '';
  try {
    const templates =
      workload.kind === 'ReplicationController'
        ? await readPods(cluster, workload)
        : (await readRevisions(context, workload)).map(
            ({ template }) => template,
          );
    return templates.flatMap((template) => versionsIn(name, template));
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

async function readPods(
  cluster: Reader,
  { metadata }: RawWorkload,
): Promise<Pick<Raw<V1Pod>, 'spec'>[]> {
  const { items } = await cluster.list<Raw<V1Pod>, Pick<Raw<V1Pod>, 'spec'>>(
    KINDS.pod,
    {
      namespace: metadata?.namespace,
      labelSelector: `${LABELS.app}=${metadata?.name}`,
      project: ({ spec }) => ({ spec }),
    },
  );
  return items;
}
