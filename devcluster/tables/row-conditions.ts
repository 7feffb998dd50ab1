import type { KubeObject } from '../api/kube-object.js';
import type { ResourceName } from '../api/status-error.js';

interface HasPhase extends KubeObject {
  status?: { phase?: string };
}

const MESSAGES: Readonly<Record<string, string>> = {
  Succeeded: 'The pod has completed successfully.',
  Failed: 'The pod failed.',
};

/** What is said of a row besides its cells: a pod that has ended is complete. */
export function toRowConditions(
  { group, plural }: ResourceName,
  { status }: HasPhase,
): readonly object[] | undefined {
  const reason = status?.phase ?? '';
  const message = MESSAGES[reason];
  if (!message || group || plural !== 'pods') return undefined;
  return [{ type: 'Completed', status: 'True', reason, message }];
}
