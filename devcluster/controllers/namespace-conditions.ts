import type { NamespaceCondition } from './namespace.js';
import { toTimestamp } from './timestamp.js';

/** What a look at the content of a namespace has found. */
export interface Remains {
  /** How many objects are left, by `plural.group`. */
  byResource: ReadonlyMap<string, number>;
  byFinalizer: ReadonlyMap<string, number>;
  /** What could not be deleted, and why. */
  failures: readonly string[];
}

interface Verdict {
  reason: string;
  message: string;
}

/** In the order in which they are shown: how each condition reads when there is nothing to tell. */
const FINE: readonly [type: string, verdict: Verdict][] = [
  [
    'NamespaceDeletionDiscoveryFailure',
    {
      reason: 'ResourcesDiscovered',
      message: 'All resources successfully discovered',
    },
  ],
  [
    'NamespaceDeletionGroupVersionParsingFailure',
    {
      reason: 'ParsedGroupVersions',
      message: 'All legacy kube types successfully parsed',
    },
  ],
  [
    'NamespaceDeletionContentFailure',
    {
      reason: 'ContentDeleted',
      message:
        'All content successfully deleted, may be waiting on finalization',
    },
  ],
  [
    'NamespaceContentRemaining',
    { reason: 'ContentRemoved', message: 'All content successfully removed' },
  ],
  [
    'NamespaceFinalizersRemaining',
    {
      reason: 'ContentHasNoFinalizers',
      message: 'All content-preserving finalizers finished',
    },
  ],
];

/** The conditions of a namespace that is being deleted (D9/conditions, D9/failures). */
export function toNamespaceConditions(
  known: readonly NamespaceCondition[],
  remains: Remains,
): NamespaceCondition[] {
  const found = toFindings(remains);
  const own = FINE.map(([type, fine]) => {
    const finding = found.get(type);
    const status = finding ? 'True' : 'False';
    const before = known.find((one) => one.type === type);
    const lastTransitionTime =
      before?.status === status ? before.lastTransitionTime : toTimestamp();
    return { type, status, lastTransitionTime, ...(finding ?? fine) };
  });
  const others = known.filter(
    ({ type }) => !FINE.some(([one]) => one === type),
  );
  return [...others, ...own];
}

function toFindings({ byResource, byFinalizer, failures }: Remains) {
  const found = new Map<string, Verdict>();
  if (failures.length > 0)
    found.set('NamespaceDeletionContentFailure', {
      reason: 'ContentDeletionFailed',
      message: `Failed to delete all resource types, ${failures.length} remaining: ${[...failures].sort().join(', ')}`,
    });
  if (byResource.size > 0)
    found.set('NamespaceContentRemaining', {
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${toList(byResource, 'has')}`,
    });
  if (byFinalizer.size > 0)
    found.set('NamespaceFinalizersRemaining', {
      reason: 'SomeFinalizersRemain',
      message: `Some content in the namespace has finalizers remaining: ${toList(byFinalizer, 'in')}`,
    });
  return found;
}

function toList(counts: ReadonlyMap<string, number>, verb: string): string {
  return [...counts]
    .map(([name, count]) => `${name} ${verb} ${count} resource instances`)
    .sort()
    .join(', ');
}
