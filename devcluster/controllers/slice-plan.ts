import { isEqual } from '../store/is-equal.js';
import {
  type Endpoint,
  type EndpointGroup,
  type EndpointSlice,
  toPortsKey,
} from './endpoint-slice.js';

export interface SlicePlan {
  create: EndpointGroup[];
  update: EndpointSlice[];
  remove: EndpointSlice[];
}

const MOST_ENDPOINTS = 100;
const NOTHING: EndpointGroup = { ports: [], endpoints: [] };

/** Plans which slices to write so that they hold the endpoints wanted. Endpoints stay where they are; new ones fill the slices
 * up. What would be removed is used again, and a service without endpoints keeps one empty slice. */
export function planSlices(
  present: readonly EndpointSlice[],
  wanted: ReadonlyMap<string, EndpointGroup>,
): SlicePlan {
  const plan: SlicePlan = { create: [], update: [], remove: [] };
  const byPorts = new Map<string, EndpointSlice[]>();
  for (const slice of present) {
    const key = toPortsKey(slice.ports);
    byPorts.set(key, [...(byPorts.get(key) ?? []), slice]);
  }
  for (const [key, group] of wanted)
    planGroup(plan, byPorts.get(key) ?? [], group);
  for (const [key, slices] of byPorts)
    if (!wanted.has(key)) plan.remove.push(...slices);

  const isAllGone = plan.remove.length === present.length;
  if (isAllGone && plan.create.length === 0) plan.create.push(NOTHING);
  reuse(plan);
  return plan;
}

function planGroup(
  plan: SlicePlan,
  slices: readonly EndpointSlice[],
  { ports, endpoints }: EndpointGroup,
): void {
  const wanted = new Map(endpoints.map((one) => [one.targetRef?.uid, one]));
  const kept = slices.map((slice) => {
    const still = (slice.endpoints ?? []).flatMap(
      ({ targetRef }) => wanted.get(targetRef?.uid) ?? [],
    );
    for (const { targetRef } of still) wanted.delete(targetRef?.uid);
    return { slice, endpoints: still };
  });
  const added = [...wanted.values()];
  // The fullest first, so that few slices change.
  for (const one of [...kept].sort(
    (a, b) => b.endpoints.length - a.endpoints.length,
  ))
    if (one.endpoints.length > 0)
      one.endpoints.push(
        ...added.splice(0, MOST_ENDPOINTS - one.endpoints.length),
      );
  for (const { slice, endpoints: next } of kept)
    if (next.length === 0) plan.remove.push(slice);
    else if (!isEqual(next, slice.endpoints))
      plan.update.push({ ...slice, endpoints: next });
  while (added.length > 0)
    plan.create.push({ ports, endpoints: takeSlice(added) });
}

function takeSlice(endpoints: Endpoint[]): Endpoint[] {
  return endpoints.splice(0, MOST_ENDPOINTS);
}

function reuse(plan: SlicePlan): void {
  while (plan.create.length > 0 && plan.remove.length > 0) {
    const group = plan.create.pop();
    const slice = plan.remove.pop();
    if (!group || !slice) return;
    const next = { ...slice, ...group };
    if (!isSame(slice, next)) plan.update.push(next);
  }
}

function isSame(a: EndpointSlice, b: EndpointSlice): boolean {
  return (
    toPortsKey(a.ports) === toPortsKey(b.ports) &&
    isEqual(a.endpoints ?? [], b.endpoints ?? [])
  );
}
