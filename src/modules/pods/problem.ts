import type { Fact } from '../../graphql/user-error.type.js';
import { Problem } from './problem.type.js';
import { type ProblemCode, rankOf, Severity } from './problem-code.js';

/** What tells one problem from another; the rest follows from the code. */
export type ProblemParts = Partial<Omit<Problem, 'code' | 'facts'>> & {
  title: string;
  facts?: Record<string, string | number | undefined>;
};

/** From when on a problem counts, as milliseconds since its beginning. */
export interface Damping {
  now: number;
  /** Factor on every such time. */
  patience: number;
}

const NEITHER: readonly ProblemCode[] = [
  'OUT_OF_MEMORY',
  'LIVENESS_FAILING',
  'OLD_TEMPLATE',
  'NO_ENDPOINTS',
  'NODE_LOST',
  'EVICTED',
  'NODE_PRESSURE',
  'PREEMPTED',
];
const HARMLESS: readonly ProblemCode[] = [
  'WAITING_FOR_NODE',
  'SCHEDULING_GATED',
  'STUCK_TERMINATING',
  'OTHER',
];

const HINTS: Partial<Record<ProblemCode, string>> = {
  QUOTA_EXCEEDED:
    'Lower the request, stop something, or ask for more. Kubernetes tries again by itself, but after many refusals only every 17 minutes; restartApp tries at once.',
  QUOTA_NEEDS_LIMITS: 'Set it for every container of the app.',
  LIMIT_RANGE: 'Choose a size within the limits of the tenant.',
  POD_SECURITY:
    'Change the app so that it does without, or ask for another pod security level.',
  POLICY_DENIED: 'Change what the policy names, or ask those who made it.',
  SERVICE_ACCOUNT_MISSING: 'Make the service account, or name another one.',
  PRIORITY_CLASS_MISSING: 'Name a priority class that exists.',
  UNSCHEDULABLE_CPU: 'Ask for less CPU, stop something, or add a machine.',
  UNSCHEDULABLE_MEMORY:
    'Ask for less memory, stop something, or add a machine.',
  UNSCHEDULABLE_PODS: 'Stop something, or add a machine.',
  UNSCHEDULABLE_NODE_RULES:
    'Change the rules of the pod, or the labels and taints of the machines.',
  UNSCHEDULABLE_VOLUME:
    'Look at the volume claim: it needs a volume in a place where a machine has room.',
  SCHEDULING_GATED: 'Whoever set the gate has to take it away.',
  VOLUME_PENDING: 'Look at the events of the volume claim.',
  VOLUME_ATTACH:
    'Wait until the other pod is gone, or look at the events of the pod.',
  IMAGE_NOT_FOUND: 'Check the name and the tag of the image.',
  IMAGE_AUTH:
    'Add registry credentials with imagePullSecrets, or check the name of the image.',
  IMAGE_RATE_LIMITED:
    'Wait, or add registry credentials: they have limits of their own.',
  REGISTRY_UNREACHABLE:
    "Check the registry's name; the cluster tries again by itself.",
  REGISTRY_TLS:
    "The machines must trust the registry's certificate; ask those who run the cluster.",
  IMAGE_WRONG_ARCH: "Build the image for the machines' processors, too.",
  IMAGE_NAME_INVALID:
    'A name is in small letters, with an optional tag: ghcr.io/acme/web:1.0.',
  IMAGE_NEVER_PULL: 'Use another imagePullPolicy than Never.',
  CONFIG_MISSING: 'Make what is missing; the pod goes on by itself then.',
  RUN_AS_ROOT_FORBIDDEN: 'Use an image that does not, or set runAsUser.',
  START_FAILED: 'Check the command, and that the image contains it.',
  OUT_OF_MEMORY: 'Raise memoryLimit, or make the program use less.',
  CRASH_LOOP: 'Read the log of its previous run.',
  INIT_FAILED: "Read the preparation step's log.",
  LIVENESS_FAILING:
    'Check the path and port of the liveness probe, and give it more time.',
  STARTUP_FAILING: 'Give the startup probe more time, or read the log.',
  READINESS_FAILING: 'Check the path and port of the readiness probe.',
  NO_ENDPOINTS: "Compare the service's selector and ports with the pods.",
  NODE_PRESSURE:
    'Ask for as much memory and disk as the program needs, or add a machine.',
  STUCK_TERMINATING: 'Find out who should have cleaned up.',
  DEADLINE_EXCEEDED: 'Look at the events and logs.',
  OLD_TEMPLATE: 'Delete them one at a time, or use a Deployment.',
};

const LOGS: readonly ProblemCode[] = ['READINESS_FAILING', 'STARTUP_FAILING'];
const PREVIOUS_LOGS: readonly ProblemCode[] = [
  'OUT_OF_MEMORY',
  'CRASH_LOOP',
  'INIT_FAILED',
  'LIVENESS_FAILING',
];

/** A problem of a code, with the severity, hint and pointers that the code has unless others are given. */
export function toProblem(
  code: ProblemCode,
  { facts = {}, ...parts }: ProblemParts,
): Problem {
  const problem = new Problem();
  problem.code = code;
  problem.severity = severityOf(code);
  problem.detail = parts.raw ?? parts.title;
  problem.hint = HINTS[code];
  problem.transient = code === 'WAITING_FOR_NODE';
  problem.seeLogs = LOGS.includes(code);
  problem.seePreviousLogs = PREVIOUS_LOGS.includes(code);
  problem.podNames = [];
  problem.facts = toFactList(facts);
  return Object.assign(problem, parts);
}

/** A problem that blocks only when it lasts: until then it is a notice that may pass. */
export function toDampedProblem(
  code: ProblemCode,
  parts: ProblemParts,
  { now, patience, after }: Damping & { after: number },
): Problem {
  const lasted = now - Date.parse(parts.since ?? '');
  return toProblem(
    code,
    lasted < after * patience
      ? { ...parts, severity: Severity.NOTICE, transient: true }
      : { ...parts, severity: Severity.BLOCKING },
  );
}

/** Worst first and most important first; equal problems of several pods are one. `among` names the pods of which they are
 * counted: "2 of 3 pods: ...". */
export function joinProblems(
  problems: readonly Problem[],
  among?: ReadonlySet<string>,
): Problem[] {
  const [only] = problems;
  if (!only) return [];
  if (problems.length === 1) return among ? [counted(only, among)] : [only];
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { code, severity, container } = problem;
    const key = `${code} ${severity} ${container} ${code === 'OTHER' ? problem.title : ''}`;
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  const all = [...groups.values()].map(join);
  if (all.length > 1) all.sort(byImportance);
  return among ? all.map((each) => counted(each, among)) : all;
}

function byImportance(a: Problem, b: Problem): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    rankOf(a.code) - rankOf(b.code)
  );
}

const SEVERITIES = [Severity.BLOCKING, Severity.DEGRADING, Severity.NOTICE];

function severityOf(code: ProblemCode): Severity {
  if (HARMLESS.includes(code)) return Severity.NOTICE;
  return NEITHER.includes(code) ? Severity.DEGRADING : Severity.BLOCKING;
}

function toFactList(
  facts: Record<string, string | number | undefined>,
): Fact[] {
  const list: Fact[] = [];
  for (const key in facts) {
    const value = facts[key];
    if (value !== undefined) list.push({ key, value: String(value) });
  }
  return list;
}

/** Equal problems as one. */
function join(group: Problem[]): Problem {
  const [first = new Problem()] = group;
  if (group.length === 1) return first;
  const names = new Set<string>();
  let restarts: number | undefined;
  let since: string | undefined;
  for (const each of group) {
    for (const name of each.podNames) names.add(name);
    if (each.restarts !== undefined) restarts = (restarts ?? 0) + each.restarts;
    if (
      each.since !== undefined &&
      !(since !== undefined && since <= each.since)
    )
      since = each.since;
  }
  return Object.assign(new Problem(), first, {
    ...{ podNames: [...names], restarts, since },
  });
}

function counted(problem: Problem, among: ReadonlySet<string>): Problem {
  const { podNames, title } = problem;
  if (among.size < 2 || podNames.length === 0) return problem;
  if (!podNames.every((name) => among.has(name))) return problem;
  return Object.assign(new Problem(), problem, {
    title: `${podNames.length} of ${among.size} pods: ${title}`,
  });
}
