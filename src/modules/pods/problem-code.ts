import { registerEnumType } from 'type-graphql';

/** What can be wrong, most important first: problems are sorted in this order. Each with its description in the schema. */
export const PROBLEM_MEANINGS = {
  QUOTA_EXCEEDED: "The tenant's quota has no room for a pod.",
  QUOTA_NEEDS_LIMITS:
    "The tenant's quota wants a request or limit that a container does not set.",
  LIMIT_RANGE: 'A container wants more or less than the tenant allows for one.',
  POD_SECURITY:
    "The tenant's pod security level forbids what the pod asks for.",
  POLICY_DENIED: 'A policy or webhook of the cluster refuses the pod.',
  SERVICE_ACCOUNT_MISSING: 'The service account of the pod does not exist.',
  PRIORITY_CLASS_MISSING: 'The priority class of the pod does not exist.',
  UNSCHEDULABLE_CPU: 'No machine has as much free CPU as the pod asks for.',
  UNSCHEDULABLE_MEMORY:
    'No machine has as much free memory as the pod asks for.',
  UNSCHEDULABLE_PODS:
    'No machine has a free place: it holds its number of pods, or lacks another counted resource, such as a GPU.',
  UNSCHEDULABLE_NODE_RULES:
    'Rules keep the pod away from every machine: labels, taints, spreading.',
  UNSCHEDULABLE_VOLUME: 'A volume of the pod is not where a machine has room.',
  WAITING_FOR_NODE: 'A new machine is being added for the pod.',
  SCHEDULING_GATED: 'The pod is held back until a gate is taken away.',
  VOLUME_PENDING: 'A volume of the pod has not been provisioned.',
  VOLUME_ATTACH: 'A volume of the pod cannot be attached or mounted.',
  IMAGE_NOT_FOUND: 'The image does not exist.',
  IMAGE_AUTH: 'The registry refuses access to the image.',
  IMAGE_RATE_LIMITED: 'The registry allows no more pulls for now.',
  REGISTRY_UNREACHABLE: 'The registry does not answer.',
  REGISTRY_TLS: "The registry's certificate is not trusted.",
  IMAGE_WRONG_ARCH: 'The image is built for other machines.',
  IMAGE_NAME_INVALID: "The image's name is none that a registry can have.",
  IMAGE_NEVER_PULL: 'The image is not on the machine and may not be pulled.',
  CONFIG_MISSING:
    'A secret, a config map or a key of one that the pod needs does not exist.',
  RUN_AS_ROOT_FORBIDDEN:
    'The container would run as root, and the pod forbids it.',
  START_FAILED: 'The program cannot be started.',
  OUT_OF_MEMORY: 'A container was killed for using more memory than it may.',
  CRASH_LOOP: 'The program ends again and again.',
  INIT_FAILED: 'A preparation step of the pod ends again and again.',
  LIVENESS_FAILING:
    'A container is restarted because it fails its liveness probe.',
  STARTUP_FAILING: 'A container does not pass its startup probe.',
  READINESS_FAILING: 'A container runs, but does not pass its readiness probe.',
  NO_ENDPOINTS: 'Pods are ready, but none stands behind the service.',
  EVICTED: 'A pod was evicted from its machine.',
  NODE_PRESSURE:
    'A pod was evicted because its machine ran short of something.',
  PREEMPTED: 'A pod had to make room for a more important one.',
  NODE_LOST: 'The machine of a pod is gone or does not answer.',
  STUCK_TERMINATING: 'A pod should be gone and is not.',
  DEADLINE_EXCEEDED:
    'There is no progress until the deadline, and nothing tells why.',
  OLD_TEMPLATE: 'Pods still run the previous version.',
  OTHER: "Something that has no code of its own; `raw` has Kubernetes' words.",
} as const;

export type ProblemCode = keyof typeof PROBLEM_MEANINGS;

const CODES = Object.keys(PROBLEM_MEANINGS) as ProblemCode[];
export const ProblemCode = Object.fromEntries(
  CODES.map((code) => [code, code]),
) as { readonly [C in ProblemCode]: C };

const RANKS = new Map(CODES.map((code, rank) => [code, rank]));

/** The place of a code in the order of importance; 0 comes first. */
export function rankOf(code: ProblemCode): number {
  return RANKS.get(code) ?? CODES.length;
}

registerEnumType(ProblemCode, {
  name: 'ProblemCode',
  description: 'What is wrong, in the order of importance.',
  valuesConfig: Object.fromEntries(
    CODES.map((code) => [code, { description: PROBLEM_MEANINGS[code] }]),
  ),
});

export enum Severity {
  BLOCKING = 'BLOCKING',
  DEGRADING = 'DEGRADING',
  NOTICE = 'NOTICE',
}

registerEnumType(Severity, {
  name: 'Severity',
  description: 'How bad a problem is.',
  valuesConfig: {
    BLOCKING: { description: 'A pod does not come up because of it.' },
    DEGRADING: {
      description: 'The app works, but less well than it should.',
    },
    NOTICE: {
      description: 'Good to know; it does not change the phase by itself.',
    },
  },
});
