import { ApiError } from '../../graphql/api-error.js';
import type { LogQuery } from './log.input.js';
import type { LogOrigin } from './log-lines.js';
import type { Pod } from './pod.type.js';

/** The log of one container. */
export interface LogSource extends LogOrigin {
  tenantName: string;
  nodeName?: string;
  /** How a sentence names it. */
  title: string;
}

/** Which logs to read, and why others are not there. */
export interface LogChoice {
  sources: LogSource[];
  notes: string[];
}

/** The logs that a query means. A pod that no machine has taken on has none, and of the runs before only those are asked for
 * that the pods tell of; a container that is named is asked for always. */
export function chooseLogs(pods: readonly Pod[], query: LogQuery): LogChoice {
  requireContainer(pods, query.container);
  const choice: LogChoice = { sources: [], notes: [] };
  for (const pod of pods) {
    const missing = whyMissing(pod, query);
    if (missing) choice.notes.push(missing);
    else choice.sources.push(...toSources(pod, query));
  }
  return choice;
}

function requireContainer(
  pods: readonly Pod[],
  container: string | undefined,
): void {
  if (container === undefined || pods.length === 0) return;
  const names = new Set(
    pods.flatMap(({ containers }) => containers.map(({ name }) => name)),
  );
  if (names.has(container)) return;
  const where = pods.length === 1 ? `pod ${pods[0]?.name}` : 'these pods';
  throw new ApiError(
    'BAD_USER_INPUT',
    `There is no container "${container}" in ${where}. Containers: ${[...names].join(', ')}.`,
  );
}

function whyMissing(pod: Pod, query: LogQuery): string | undefined {
  if (pod.nodeName === undefined)
    return `pod ${pod.name} has not started: no machine has taken it on yet`;
  if (toSources(pod, query).length > 0) return undefined;
  return query.container === undefined
    ? `pod ${pod.name} has no previous run`
    : `pod ${pod.name} has no container "${query.container}"`;
}

function toSources(pod: Pod, { container, previous }: LogQuery): LogSource[] {
  return pod.containers
    .filter(({ name, lastExitCode }) =>
      container === undefined
        ? !previous || lastExitCode !== undefined
        : name === container,
    )
    .map(({ name }) => ({
      podName: pod.name,
      container: name,
      tenantName: pod.tenantName,
      nodeName: pod.nodeName,
      title:
        pod.containers.length === 1
          ? `pod ${pod.name}`
          : `container "${name}" of pod ${pod.name}`,
    }));
}
