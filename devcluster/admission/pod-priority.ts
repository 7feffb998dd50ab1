import type { Mutator } from '../api/admission.js';
import { newPodOf, type PodObject, writtenPodOf } from './pod-object.js';
import { refuse } from './refusal.js';

const PREEMPTION = 'PreemptLowerPriority';

/** The classes that every cluster has. PriorityClasses themselves are not served. */
const CLASSES: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

/** Gives a pod the priority of its class (K1/pod-admission). */
export const setPriority: Mutator = (request) => {
  const pod = newPodOf(request);
  if (!pod) return;
  const { spec } = pod;
  const { priorityClassName: name, preemptionPolicy } = spec;
  const priority = name ? CLASSES.get(name) : 0;
  if (priority === undefined)
    throw refuse(request, `no PriorityClass with name ${name} was found`);
  if (spec.priority !== undefined && spec.priority !== priority)
    throw refuse(
      request,
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name`,
    );
  if (preemptionPolicy && preemptionPolicy !== PREEMPTION)
    throw refuse(
      request,
      `the string value of PreemptionPolicy (${preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${PREEMPTION} from the given PriorityClass name`,
    );
  spec.priority = priority;
  spec.preemptionPolicy = PREEMPTION;
};

/** Who replaces a pod without naming its priority keeps it. */
export const keepPriority: Mutator = (request) => {
  if (request.operation !== 'UPDATE') return;
  const spec = writtenPodOf(request)?.spec;
  const before = (request.old as PodObject | undefined)?.spec;
  if (!spec || !before) return;
  if (before.priority !== undefined) spec.priority ??= before.priority;
  if (before.preemptionPolicy)
    spec.preemptionPolicy ??= before.preemptionPolicy;
};
