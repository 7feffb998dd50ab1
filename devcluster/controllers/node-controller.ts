import { fromKey, keyOf } from './cluster-object.js';
import { type Controller, startWhenSynced } from './controller.js';
import { type Node, NOT_READY } from './node.js';
import { NODES } from './resource.js';
import { WorkQueue } from './work-queue.js';

/** Takes away the taint that a node is made with, as soon as the node is ready (K19/node). */
export const runNodes: Controller = ({ collections, signal, log }) => {
  const nodes = collections.of<Node>(NODES);
  const name = 'node-lifecycle-controller';
  const queue = new WorkQueue({ name, work: synchronise, signal, log });

  async function synchronise(key: string): Promise<void> {
    const node = nodes.cache.get(...fromKey(key));
    if (!node || !isReady(node) || !isTainted(node)) return;
    const taints = node.spec.taints?.filter((taint) => taint.key !== NOT_READY);
    await nodes.replace({ ...node, spec: { ...node.spec, taints } });
  }

  nodes.cache.onChange((now) => {
    if (now && isReady(now) && isTainted(now)) queue.add(keyOf(now));
  });
  startWhenSynced([nodes], () => queue.start());
};

function isReady({ status }: Node): boolean {
  return !!status.conditions?.some(
    (one) => one.type === 'Ready' && one.status === 'True',
  );
}

function isTainted({ spec }: Node): boolean {
  return !!spec.taints?.some(({ key }) => key === NOT_READY);
}
