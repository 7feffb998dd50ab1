import type { Collection } from './collection.js';
import type { EventRecorder } from './event-recorder.js';
import { toControllerReference } from './owner-reference.js';
import type { Pod } from './pod.js';
import { rankForDeletion } from './pod-rank.js';
import { type Replicator, wantedOf } from './replicator.js';
import type { Resource } from './resource.js';
import { isOfEndingNamespace, isRefusedWith, textOf } from './status-answer.js';

/** As many pods as are made or deleted in one go. */
const BURST = 500;

export interface PodControl {
  pods: Collection<Pod>;
  events: EventRecorder;
  resource: Resource;
  /** Uids of pods that are deleted already although the watch has not said so. */
  deleted: Set<string>;
}

/** Makes or deletes pods until there are as many active ones as wanted. Throws the first refusal. */
export async function adjustPods(
  control: PodControl,
  owner: Replicator,
  active: readonly Pod[],
  siblings: () => readonly Pod[],
): Promise<void> {
  const missing = wantedOf(owner) - active.length;
  if (missing > 0) {
    await createPods(control, owner, Math.min(missing, BURST));
  } else if (missing < 0) {
    const excess = Math.min(-missing, BURST);
    const victims =
      excess < active.length ? rankForDeletion(active, siblings()) : active;
    await deletePods(control, owner, victims.slice(0, excess));
  }
}

/** One, two, four and so on at a time, so that what is refused is refused once and not hundreds of times. */
async function createPods(
  control: PodControl,
  owner: Replicator,
  count: number,
): Promise<void> {
  let left = count;
  for (let batch = 1; left > 0; batch *= 2) {
    const now = Math.min(batch, left);
    const made = await Promise.allSettled(
      Array.from({ length: now }, () => createPod(control, owner)),
    );
    throwFirst(made);
    left -= now;
  }
}

async function createPod(
  { pods, events, resource }: PodControl,
  owner: Replicator,
): Promise<void> {
  const { name, namespace } = owner.metadata;
  const { metadata, spec } = owner.spec.template;
  try {
    const pod = await pods.create(namespace, {
      metadata: {
        generateName: `${name}-`,
        ...(metadata?.labels && { labels: metadata.labels }),
        ...(metadata?.annotations && { annotations: metadata.annotations }),
        ...(metadata?.finalizers && { finalizers: metadata.finalizers }),
        ownerReferences: [toControllerReference(owner, resource)],
      },
      spec,
    });
    events.normal(
      owner,
      'SuccessfulCreate',
      `Created pod: ${pod.metadata.name}`,
    );
  } catch (error) {
    if (isOfEndingNamespace(error)) throw error;
    events.warning(owner, 'FailedCreate', `Error creating: ${textOf(error)}`);
    throw error;
  }
}

async function deletePods(
  { pods, events, deleted }: PodControl,
  owner: Replicator,
  victims: readonly Pod[],
): Promise<void> {
  const outcomes = await Promise.allSettled(
    victims.map(async (pod) => {
      const { uid, name } = pod.metadata;
      deleted.add(uid);
      try {
        await pods.remove(pod);
        events.normal(owner, 'SuccessfulDelete', `Deleted pod: ${name}`);
      } catch (error) {
        if (isRefusedWith(error, 404)) return;
        deleted.delete(uid);
        events.warning(
          owner,
          'FailedDelete',
          `Error deleting: ${textOf(error)}`,
        );
        throw error;
      }
    }),
  );
  throwFirst(outcomes);
}

function throwFirst(outcomes: readonly PromiseSettledResult<void>[]): void {
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
