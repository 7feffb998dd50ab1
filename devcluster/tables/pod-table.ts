import { AGE, type Column, column, NAME, wideColumn } from './column.js';
import { toAge } from './duration.js';
import { isSidecar, toInitialization } from './pod-initialization.js';
import { isTrue, type Pod } from './pod-shape.js';
import { isReadyContainer, toPodStatus } from './pod-status.js';
import { NONE } from './text-cells.js';

export const POD_COLUMNS: readonly Column<Pod>[] = [
  NAME,
  column('Ready', toReady),
  column('Status', toPodStatus),
  column('Restarts', toRestarts),
  AGE,
  wideColumn('IP', ({ status }) => status?.podIPs?.[0]?.ip || NONE),
  wideColumn('Node', ({ spec }) => spec?.nodeName || NONE),
  wideColumn(
    'Nominated Node',
    ({ status }) => status?.nominatedNodeName || NONE,
  ),
  wideColumn('Readiness Gates', toReadinessGates),
];

/** Sidecars count with the containers. */
function toReady(pod: Pod): string {
  const { spec, status } = pod;
  const { seen, holder, isOver } = toInitialization(pod);
  const sidecars = seen.filter(
    (one) =>
      one !== holder &&
      one.ready &&
      one.started &&
      !hasEndedWell(one.state) &&
      isSidecar(pod, one.name),
  );
  const containers = status?.containerStatuses ?? [];
  const ready = isOver ? containers.filter(isReadyContainer).length : 0;
  const total =
    (spec?.containers?.length ?? 0) +
    (spec?.initContainers ?? []).filter(({ name }) => isSidecar(pod, name))
      .length;
  return `${sidecars.length + ready}/${total}`;
}

function hasEndedWell(
  state: { terminated?: { exitCode?: number } } | undefined,
): boolean {
  return state?.terminated !== undefined && !state.terminated.exitCode;
}

/** How often containers were started again, and when the last of them ended. */
function toRestarts(pod: Pod, now: number): string {
  const { seen, isOver } = toInitialization(pod);
  const counted = isOver
    ? [
        ...seen.filter(({ name }) => isSidecar(pod, name)),
        ...(pod.status?.containerStatuses ?? []),
      ]
    : seen;
  const restarts = counted.reduce(
    (sum, { restartCount = 0 }) => sum + restartCount,
    0,
  );
  const [last] = counted
    .flatMap(({ lastState }) => lastState?.terminated?.finishedAt ?? [])
    .sort((a, b) => Date.parse(b) - Date.parse(a));
  return restarts && last
    ? `${restarts} (${toAge(last, now)} ago)`
    : String(restarts);
}

function toReadinessGates(pod: Pod): string {
  const gates = pod.spec?.readinessGates ?? [];
  if (gates.length === 0) return NONE;
  const open = gates.filter(({ conditionType }) => isTrue(pod, conditionType));
  return `${open.length}/${gates.length}`;
}
