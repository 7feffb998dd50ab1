import type { V1Deployment } from '@kubernetes/client-node';

import { sameJson } from '../../lib/json-diff.js';
import {
  formatQuantity,
  parseQuantity,
  type Quantity,
} from '../../lib/quantity.js';
import type { Raw } from '../../cluster/raw.js';
import type { ContainerDefaults } from '../tenants/container-defaults.type.js';
import type { QuotaLine } from '../tenants/quota-line.type.js';
import { isDeployment } from './newest-replica-set.js';
import { isOfPods, type PodNeeds, podNeeds } from './pod-needs.js';
import { Preview, PreviewLine } from './preview.type.js';
import type { RawWorkload } from './workload.js';

const NOTHING: Quantity = { nano: 0n, binary: false };

/** The pods before and after a change. */
interface Step {
  before: { replicas: number; needs: PodNeeds };
  after: { replicas: number; needs: PodNeeds };
  /** Old pods that may run beside all new ones; undefined when none are replaced. */
  surge?: number;
}

/** What a change of a workload (undefined: a new one) needs of the tenant's quota. */
export function toPreview(
  before: RawWorkload | undefined,
  after: RawWorkload,
  quota: readonly QuotaLine[],
  defaults: ContainerDefaults,
): Preview {
  const replaces = before !== undefined && replacesPods(before, after);
  const step: Step = {
    before: toPods(before, defaults),
    after: toPods(after, defaults),
    surge: replaces ? surgeOf(after as Raw<V1Deployment>) : undefined,
  };
  const lines = quota
    .filter(({ resource }) => isOfPods(resource))
    .map((line) => toLine(line, step));
  return Object.assign(new Preview(), {
    fits: lines.every(({ fits }) => fits),
    restartsPods:
      replaces && step.before.replicas > 0 && step.after.replicas > 0,
    lines,
  });
}

function toPods(raw: RawWorkload | undefined, defaults: ContainerDefaults) {
  return {
    replicas: raw ? (raw.spec?.replicas ?? 1) : 0,
    needs: podNeeds(raw?.spec?.template ?? {}, defaults),
  };
}

/** A new template replaces the pods of a Deployment unless it is paused, and what was held back by a pause goes on after it. */
export function replacesPods(before: RawWorkload, after: RawWorkload): boolean {
  if (!isDeployment(before) || !isDeployment(after) || after.spec?.paused)
    return false;
  const { replicas = 0, updatedReplicas = 0 } = before.status ?? {};
  const resumes = before.spec?.paused === true && updatedReplicas < replicas;
  return resumes || !sameJson(before.spec?.template, after.spec?.template);
}

/** How many pods a rollout may have above the wanted number. */
function surgeOf({ spec }: Raw<V1Deployment>): number {
  if (spec?.strategy?.type === 'Recreate') return 0;
  const surge: unknown = spec?.strategy?.rollingUpdate?.maxSurge ?? '25%';
  const percent = /^(\d+)%$/.exec(String(surge))?.[1];
  return percent === undefined
    ? Number(surge)
    : Math.ceil(((spec?.replicas ?? 1) * Number(percent)) / 100);
}

function toLine({ resource, used, hard }: QuotaLine, step: Step): PreviewLine {
  const requested = growth(resource, step);
  const left =
    (parseQuantity(hard)?.nano ?? 0n) - (parseQuantity(used)?.nano ?? 0n);
  return Object.assign(new PreviewLine(), {
    ...{ resource, used, hard },
    requested: formatQuantity(requested),
    fits: requested.nano === 0n || requested.nano <= left,
  });
}

/** The most that is needed besides what is used now. Pods that are replaced run side by side with the new ones: either the first
 * new ones beside all old ones take most, or all new ones beside the last old ones. */
function growth(resource: string, { before, after, surge }: Step): Quantity {
  const old = before.needs.get(resource) ?? NOTHING;
  const fresh = after.needs.get(resource) ?? NOTHING;
  const binary = fresh.binary || old.binary;
  const most = (...amounts: bigint[]): Quantity => ({
    nano: amounts.reduce((a, b) => (a > b ? a : b), 0n),
    binary,
  });
  const added = after.replicas - before.replicas;
  if (surge === undefined) return most(BigInt(added) * fresh.nano);
  const first = Math.min(after.replicas, Math.max(0, added + surge));
  const last = Math.min(before.replicas, surge) - before.replicas;
  return most(
    BigInt(first) * fresh.nano,
    BigInt(after.replicas) * fresh.nano + BigInt(last) * old.nano,
  );
}
