import { isEqual } from '../store/is-equal.js';
import { isBeingDeleted, keyOf } from './cluster-object.js';
import { type Controller, startWhenSynced } from './controller.js';
import type { Node } from './node.js';
import { toUnschedulableText } from './node-fit.js';
import { Placement } from './placement.js';
import { isOver, type Pod } from './pod.js';
import { NODES, PODS, toCollectionPath } from './resource.js';
import { createSchedulingEvents } from './scheduling-events.js';
import { isRefusedWith, textOf } from './status-answer.js';
import { toTimestamp } from './timestamp.js';
import { WorkQueue } from './work-queue.js';

const PARALLEL = 32;
const DEFAULT_SCHEDULER = 'default-scheduler';
// Room is looked for again at most so often, however many pods go.
const RETRY_MS = 50;

/** Gives pods a node with room for what they ask for (K25). */
export const runScheduler: Controller = ({
  client,
  collections,
  events,
  signal,
  log,
}) => {
  const pods = collections.of<Pod>(PODS);
  const nodes = collections.of<Node>(NODES);
  const record = createSchedulingEvents(events);
  const placement = new Placement();
  const waiting = new Set<string>();
  const queue = new WorkQueue({
    name: 'scheduler',
    work: schedule,
    signal,
    log,
    parallel: PARALLEL,
  });
  let retry: NodeJS.Timeout | undefined;

  async function schedule(key: string): Promise<void> {
    const pod = pods.cache.find(key);
    if (!pod || !isSchedulable(pod) || placement.has(pod)) return;
    const { node, misfits } = placement.choose(pod);
    if (node !== undefined) return bind(pod, node);
    waiting.add(key);
    await refuse(pod, toUnschedulableText(misfits));
  }

  async function bind(pod: Pod, node: string): Promise<void> {
    const { namespace, name, uid } = pod.metadata;
    placement.occupy(pod, node);
    try {
      await client.send({
        method: 'POST',
        path: `${toCollectionPath(PODS, namespace)}/${name}/binding`,
        body: {
          apiVersion: 'v1',
          kind: 'Binding',
          metadata: { namespace, name, uid },
          target: { kind: 'Node', name: node },
        },
      });
    } catch (error) {
      release(uid);
      if (isRefusedWith(error, 404)) return;
      record(pod, {
        type: 'Warning',
        reason: 'FailedScheduling',
        action: 'Scheduling',
        note: `binding rejected: ${textOf(error)}`,
      });
      throw error;
    }
    record(pod, {
      type: 'Normal',
      reason: 'Scheduled',
      action: 'Binding',
      note: `Successfully assigned ${namespace}/${name} to ${node}`,
    });
  }

  async function refuse(pod: Pod, message: string): Promise<void> {
    record(pod, {
      type: 'Warning',
      reason: 'FailedScheduling',
      action: 'Scheduling',
      note: message,
    });
    const before = pod.status.conditions?.find(
      ({ type }) => type === 'PodScheduled',
    );
    if (before?.status === 'False' && before.message === message) return;
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message,
      lastProbeTime: null,
      lastTransitionTime:
        before?.status === 'False' ? before.lastTransitionTime : toTimestamp(),
      observedGeneration: pod.metadata.generation,
    };
    const status = { conditions: [condition] };
    await pods.patch(pod, { status }, 'status');
  }

  function release(uid: string): void {
    if (placement.release(uid)) retrySoon();
  }

  function retrySoon(): void {
    if (waiting.size === 0) return;
    retry ??= setTimeout(() => {
      retry = undefined;
      // Whoever fits nowhere waits again at once.
      const keys = [...waiting];
      waiting.clear();
      for (const key of keys) queue.add(key);
    }, RETRY_MS);
  }

  pods.cache.onChange((now, before) => {
    if (before && before.metadata.uid !== now?.metadata.uid)
      release(before.metadata.uid);
    if (!now) return before && void waiting.delete(keyOf(before));
    const { nodeName } = now.spec;
    if (isOver(now)) release(now.metadata.uid);
    else if (nodeName) placement.occupy(now, nodeName);
    else if (isSchedulable(now) && !isStillWaiting(now, before))
      queue.add(keyOf(now));
  });
  nodes.cache.onChange((now, before) => {
    const name = (now ?? before)?.metadata.name ?? '';
    if (!now) placement.close(name);
    else if (!before || isChanged(now, before))
      placement.open(now, pods.cache.list());
    else return;
    retrySoon();
  });
  signal.addEventListener('abort', () => clearTimeout(retry));
  startWhenSynced([nodes, pods], () => queue.start());

  /** Room for it is looked for when there may be some, not when its status changes. */
  function isStillWaiting(now: Pod, before: Pod | undefined): boolean {
    return waiting.has(keyOf(now)) && isEqual(now.spec, before?.spec);
  }
};

function isSchedulable(pod: Pod): boolean {
  const { nodeName, schedulerName = DEFAULT_SCHEDULER } = pod.spec;
  return (
    !nodeName &&
    schedulerName === DEFAULT_SCHEDULER &&
    !pod.spec.schedulingGates?.length &&
    !isBeingDeleted(pod) &&
    !isOver(pod)
  );
}

/** Whether a node may take other pods than before; a heartbeat alone changes nothing. */
function isChanged(now: Node, before: Node): boolean {
  const shown = ({ metadata, spec, status }: Node) => [
    metadata.uid,
    metadata.labels,
    spec,
    status.allocatable,
  ];
  return !isEqual(shown(now), shown(before));
}
