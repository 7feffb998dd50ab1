import type { V1Namespace } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';

type Words = (message: string) => string[];

/** What keeps a namespace that is being deleted, in words: its conditions, and finalizers of its own. */
export function toDeletionSentences({
  metadata,
  status,
}: Raw<V1Namespace>): string[] {
  if (metadata?.deletionTimestamp === undefined) return [];
  const conditions = (status?.conditions ?? []).flatMap((condition) =>
    condition.status === 'True'
      ? (CONDITIONS[condition.type]?.(condition.message ?? '') ?? [])
      : [],
  );
  const own = (metadata.finalizers ?? []).map((finalizer) =>
    waitingForFinalizer(finalizer, 'the namespace itself'),
  );
  return [...conditions, ...own];
}

const CONDITIONS: Record<string, Words> = {
  NamespaceContentRemaining: (message) => {
    const parts = [...message.matchAll(/(\S+) has (\d+) resource instances/g)];
    const found = parts.map(
      ([, resource = '', count]) => `${count} ${resource.replace(/\.$/, '')}`,
    );
    return [`Waiting for ${found.join(', ') || message}.`];
  },
  NamespaceFinalizersRemaining: (message) => {
    const parts = [...message.matchAll(/(\S+) in (\d+) resource instances/g)];
    return parts.length === 0
      ? [`Waiting for finalizers: ${message}.`]
      : parts.map(([, finalizer = '', count]) =>
          waitingForFinalizer(
            finalizer,
            count === '1' ? 'one object' : `${count} objects`,
          ),
        );
  },
  NamespaceDeletionDiscoveryFailure: (message) => [
    `The cluster cannot find out everything that is in it, often because an APIService does not answer: ${message}`,
  ],
  NamespaceDeletionContentFailure: (message) => [
    `Something in it could not be deleted: ${message}`,
  ],
  NamespaceDeletionGroupVersionParsingFailure: (message) => [
    `The cluster does not understand the version of one of its APIs: ${message}`,
  ],
};

function waitingForFinalizer(finalizer: string, where: string): string {
  return `Waiting for the finalizer ${finalizer} of ${where}: whoever set it has to take it off, Moorage never does.`;
}
