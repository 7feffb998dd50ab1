import type { Container } from '../containers/container.js';
import { isInitialized, type PodFacts } from './pod-facts.js';

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** Returns the pod's phase, by the rules of getPhase in pkg/kubelet/kubelet_pods.go. */
export function toPhase(facts: PodFacts): PodPhase {
  const { init, main, isTerminating, end } = facts;
  if (end) return 'Failed';
  const hasStarted = main.some((one) => one.hasRun);
  if (init.some(hasFailedForGood)) return 'Failed';
  if (!hasStarted && !isInitialized(facts)) return 'Pending';
  // A container that has never run keeps the pod pending; one that waits for its restart does not.
  if (main.some((one) => !one.hasRun)) return 'Pending';
  if (main.some((one) => one.isRunning)) return 'Running';
  const willGoOn = main.some(
    (one) => one.exitCode === undefined || one.willRestartAfter(one.exitCode),
  );
  if (willGoOn && !isTerminating) return 'Running';
  return main.every((one) => lastExitCode(one) === 0) ? 'Succeeded' : 'Failed';
}

function hasFailedForGood(container: Container): boolean {
  const { exitCode } = container;
  return !!exitCode && !container.willRestartAfter(exitCode);
}

function lastExitCode(container: Container): number | undefined {
  return container.exitCode ?? container.history.lastTermination?.exitCode;
}
