import { sameJson } from '../../lib/json-diff.js';
import type { Writes } from '../../graphql/writes.js';
import { preflight } from './preflight.js';
import { replacesPods } from './preview.js';
import type { Preview } from './preview.type.js';
import type { RawWorkload } from './workload.js';

/** Shows the cluster's admission one of the pods that a change makes: those of another template, or more of the same. A change
 * that makes none asks nothing. `preview` is told although it is refused. */
export async function checkNewPods(
  writes: Writes,
  before: RawWorkload,
  after: RawWorkload,
  preview?: Preview,
): Promise<void> {
  const [were = 1, are = 1] = [before.spec?.replicas, after.spec?.replicas];
  const replaced =
    replacesPods(before, after) ||
    !sameJson(before.spec?.template, after.spec?.template);
  if (!replaced && are <= were) return;
  const pod = replaced && were > 0 ? 'the surge pod' : 'one more pod';
  await preflight(writes, after, { pod, preview });
}
