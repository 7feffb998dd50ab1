import { compareQuantities, parseQuantity } from '../../lib/quantity.js';
import {
  type UserError,
  userError,
  UserErrorCode,
} from '../../graphql/user-error.type.js';
import type { ContainerDefaults } from './container-defaults.type.js';
import type { QuotaInput } from './quota.input.js';
import type { TenantSpec } from './tenant-spec.js';

/** What the caller sent of it: the contradiction is shown where they can mend it. */
export interface SpecInput {
  quota?: readonly QuotaInput[];
  containerDefaults?: ContainerDefaults;
}

type Key = keyof ContainerDefaults;

/** What a container gets of one resource, which field says so, and which lines of a quota it counts for. */
interface Share {
  what: 'request' | 'limit';
  resource: 'cpu' | 'memory';
  /** Strongest first. */
  from: readonly Key[];
  lines: readonly string[];
}

const SHARES: readonly Share[] = [
  {
    what: 'request',
    resource: 'cpu',
    from: ['cpuRequest', 'cpuLimit', 'maxCpu'],
    lines: ['requests.cpu', 'cpu'],
  },
  {
    what: 'limit',
    resource: 'cpu',
    from: ['cpuLimit', 'maxCpu'],
    lines: ['limits.cpu'],
  },
  {
    what: 'request',
    resource: 'memory',
    from: ['memoryRequest', 'memoryLimit', 'maxMemory'],
    lines: ['requests.memory', 'memory'],
  },
  {
    what: 'limit',
    resource: 'memory',
    from: ['memoryLimit', 'maxMemory'],
    lines: ['limits.memory'],
  },
];

/** Pairs of which the first must not be above the second. */
const ORDER: readonly [Key, Key][] = [
  ['cpuRequest', 'cpuLimit'],
  ['cpuLimit', 'maxCpu'],
  ['cpuRequest', 'maxCpu'],
  ['memoryRequest', 'memoryLimit'],
  ['memoryLimit', 'maxMemory'],
  ['memoryRequest', 'maxMemory'],
];

/** Contradictions between the quota and the container defaults of a whole spec: with them not one pod could start. */
export function checkSpec(spec: TenantSpec, input: SpecInput): UserError[] {
  const order = checkOrder(spec.containerDefaults, input);
  if (order.length > 0) return order;
  return SHARES.flatMap((share) =>
    share.lines.flatMap((line) => checkShare(spec, share, line, input)),
  );
}

function checkOrder(
  defaults: ContainerDefaults,
  input: SpecInput,
): UserError[] {
  const wrong = ORDER.find(([low, high]) =>
    isAbove(defaults[low], defaults[high]),
  );
  if (!wrong) return [];
  const [low, high] = wrong;
  const message = `${low} ${defaults[low]} is above ${high} ${defaults[high]}, so no container could start. Lower ${low} or raise ${high}.`;
  const given = wrong.find((key) => input.containerDefaults?.[key]) ?? low;
  return [
    contradiction(['input', 'containerDefaults', given], message, {
      [low]: defaults[low],
      [high]: defaults[high],
    }),
  ];
}

function checkShare(
  { quota, containerDefaults }: TenantSpec,
  { what, resource, from }: Share,
  line: string,
  input: SpecInput,
): UserError[] {
  const hard = quota[line];
  if (hard === undefined) return [];
  const key = from.find((each) => containerDefaults[each]);
  if (!key) {
    const message = `The quota counts ${line}, so every container needs a ${what} of ${resource}: give containerDefaults.${from[0]}.`;
    return [
      contradiction(['input', 'containerDefaults', from[0] ?? ''], message, {
        [line]: hard,
      }),
    ];
  }
  if (!isAbove(containerDefaults[key], hard)) return [];
  const message = `The quota has ${line} ${hard}, but a container gets ${key} ${containerDefaults[key]} by default, so not one would fit. Raise ${line} or lower ${key}.`;
  return [
    contradiction(fieldOf(line, key, input), message, {
      [line]: hard,
      [key]: containerDefaults[key],
    }),
  ];
}

function fieldOf(line: string, key: Key, input: SpecInput): string[] {
  const index =
    input.quota?.findIndex(({ resource }) => resource === line) ?? -1;
  return index < 0
    ? ['input', 'containerDefaults', key]
    : ['input', 'quota', String(index), 'hard'];
}

function contradiction(
  field: string[],
  message: string,
  numbers: Record<string, string | undefined>,
): UserError {
  const facts = Object.entries(numbers).map(([key, value = '']) => ({
    key,
    value,
  }));
  return userError(UserErrorCode.INVALID, message, { field, facts });
}

function isAbove(a: string | undefined, b: string | undefined): boolean {
  const [left, right] = [parseQuantity(a ?? ''), parseQuantity(b ?? '')];
  return !!left && !!right && compareQuantities(left, right) > 0;
}
