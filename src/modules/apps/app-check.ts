import { checkImage } from '../../graphql/check-image.js';
import { checkLabels } from '../../graphql/check-labels.js';
import { checkDns1035Label, checkSubdomain } from '../../graphql/check-name.js';
import {
  checkCpu,
  checkMemory,
  checkWithin,
} from '../../graphql/check-quantity.js';
import { checkEnv } from '../../graphql/env-var.input.js';
import { invalid, type UserError } from '../../graphql/user-error.type.js';
import { checkRunAsUser } from '../pods/pod.input.js';
import { checkAppPorts } from './app-port-check.js';
import { checkSecrets } from './app-secret-check.js';
import type { CreateAppInput } from './create-app.input.js';
import { checkProbes } from './probe-check.js';
import type { UpdateAppInput } from './update-app.input.js';

const LONGEST_NAME = 52;
const MOST_REPLICAS = 10_000;
const LONGEST_KEY = 128;

/** A wish for an app, field by field. */
export function checkCreateApp(input: CreateAppInput): UserError[] {
  return [
    ...checkDns1035Label(['name'], input.name, LONGEST_NAME),
    ...checkContent(input),
    ...checkEnv(input.env),
    ...checkSecrets(input.secrets, 'secrets', input.env),
    ...checkKey(input.idempotencyKey),
  ];
}

/** A change of an app, field by field; a name that is set and unset at once is refused. */
export function checkUpdateApp(input: UpdateAppInput): UserError[] {
  const set = new Set(input.setEnv?.map(({ name }) => name));
  const both = (input.unsetEnv ?? []).flatMap((name, index) =>
    set.has(name)
      ? [
          invalid(
            ['unsetEnv', index],
            `The variable "${name}" is set and unset at once: say one of them.`,
          ),
        ]
      : [],
  );
  return [...checkContent(input), ...checkEnv(input.setEnv, 'setEnv'), ...both];
}

/** A revision of an app. */
export function checkRevision(revision: number | undefined): UserError[] {
  if (revision === undefined || revision >= 1) return [];
  return [
    invalid(['revision'], `${revision} is not a revision: they count from 1.`),
  ];
}

/** A number of pods. */
export function checkReplicas(replicas: number | undefined): UserError[] {
  if (replicas === undefined || (replicas >= 0 && replicas <= MOST_REPLICAS))
    return [];
  return [
    invalid(
      ['replicas'],
      `${replicas} is not a possible number of replicas: 0 to ${MOST_REPLICAS}.`,
    ),
  ];
}

function checkContent(input: CreateAppInput | UpdateAppInput): UserError[] {
  return [
    ...checkImage(input.image),
    ...checkSizes(input),
    ...checkReplicas(input.replicas),
    ...checkAppPorts(input.ports ?? []),
    ...checkProbes(input.probes),
    ...checkLabels(input.labels),
    ...checkRunAsUser(input.runAsUser),
    ...(input.imagePullSecrets ?? []).flatMap((name, index) =>
      checkSubdomain(['imagePullSecrets', index], name),
    ),
  ];
}

function checkSizes({
  cpu,
  memory,
  cpuLimit,
  memoryLimit,
}: CreateAppInput | UpdateAppInput): UserError[] {
  const errors = [
    ...checkCpu('cpu', cpu),
    ...checkMemory('memory', memory),
    ...checkCpu('cpuLimit', cpuLimit),
    ...checkMemory('memoryLimit', memoryLimit),
  ];
  if (errors.length > 0) return errors;
  return [
    ...checkWithin('cpuLimit', cpu, cpuLimit),
    ...checkWithin('memoryLimit', memory, memoryLimit),
  ];
}

function checkKey(key: string | undefined): UserError[] {
  if (key === undefined || (key.length >= 1 && key.length <= LONGEST_KEY))
    return [];
  return [
    invalid(
      ['idempotencyKey'],
      `An idempotency key has 1 to ${LONGEST_KEY} characters.`,
    ),
  ];
}
