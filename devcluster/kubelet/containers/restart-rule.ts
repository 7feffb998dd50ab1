import type { ContainerSpec, PodSpec } from '../pod-object.js';
import type { ContainerRole } from './container-state.js';

/** Whether a container that ended is started again. */
export function isToRestart(
  role: ContainerRole,
  spec: ContainerSpec,
  { restartPolicy = 'Always' }: PodSpec,
  exitCode: number,
): boolean {
  if (role === 'sidecar') return true;
  const policy = spec.restartPolicy ?? restartPolicy;
  if (policy === 'Never') return false;
  // An init container that has done its work is done, whatever the policy.
  return exitCode !== 0 || (policy === 'Always' && role === 'main');
}
