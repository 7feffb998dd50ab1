import type { Mutator } from '../api/admission.js';
import { type Toleration, writtenPodOf } from './pod-object.js';

const KEYS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const NO_EXECUTE = 'NoExecute';
const SECONDS = 300;

/** Lets a pod stay on a lost node for some minutes, unless it says itself for how long (K1/pod-admission). */
export const tolerateLostNodes: Mutator = (request) => {
  const spec = writtenPodOf(request)?.spec;
  if (!spec) return;
  const own = spec.tolerations ?? [];
  const missing = KEYS.filter((key) => !own.some(tolerates(key)));
  if (missing.length > 0)
    spec.tolerations = [
      ...own,
      ...missing.map((key) => ({
        key,
        operator: 'Exists',
        effect: NO_EXECUTE,
        tolerationSeconds: SECONDS,
      })),
    ];
};

const tolerates =
  (wanted: string) =>
  ({ key, effect }: Toleration): boolean =>
    (!key || key === wanted) && (!effect || effect === NO_EXECUTE);
