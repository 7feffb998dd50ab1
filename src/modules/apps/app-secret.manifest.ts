import type {
  V1Container,
  V1EnvVar,
  V1PodTemplateSpec,
  V1Secret,
} from '@kubernetes/client-node';
import { createHash, randomBytes } from 'node:crypto';

import type { RawObject } from '../../cluster/cluster.js';
import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { commonLabels } from './app-labels.js';
import { AppSecret } from './app-secret.type.js';
import { ownedBy } from './owner-reference.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 10;
const LABEL_VALUE = /^[A-Za-z0-9](.*[A-Za-z0-9])?$/;

/** One version of one secret: a Secret object of its own, never changed. */
export interface SecretVersion {
  variable: string;
  value: string;
  /** Name of the Secret. */
  secret: string;
}

/** The name of a new version; it tells nothing about the value. The same key of a call gives the same name. */
export function versionName(
  app: string,
  variable: string,
  key?: string,
): string {
  const bytes =
    key === undefined
      ? randomBytes(LENGTH)
      : createHash('sha256')
          .update(JSON.stringify([key, variable]))
          .digest();
  const letters = [...bytes.subarray(0, LENGTH)].map(
    (byte) => LETTERS[byte % LETTERS.length],
  );
  return `${app}-env-${letters.join('')}`;
}

/** The Secret of a version. With an owner it goes with that, also when nothing refers to it because a server died. */
export function toSecret(
  app: { name: string; tenant: string },
  { variable, value, secret }: SecretVersion,
  owner?: RawObject,
): Raw<V1Secret> {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: secret,
      namespace: app.tenant,
      labels: {
        ...commonLabels(app),
        ...(LABEL_VALUE.test(variable) && { [LABELS.secret]: variable }),
      },
      ...(owner && { ownerReferences: [ownedBy(owner)] }),
    },
    type: 'Opaque',
    immutable: true,
    data: { [variable]: Buffer.from(value).toString('base64') },
  };
}

/** The variable that shows a version to the app. */
export function toSecretEnv({
  variable,
  secret,
}: Pick<SecretVersion, 'variable' | 'secret'>): Raw<V1EnvVar> {
  return {
    name: variable,
    valueFrom: { secretKeyRef: { name: secret, key: variable } },
  };
}

/** Whether a variable of an app shows one of its secrets, and not one that somebody else wrote. */
export function isSecretEnv(
  app: string,
  { name, valueFrom }: Raw<V1EnvVar>,
): boolean {
  const ref = valueFrom?.secretKeyRef;
  return ref?.key === name && isVersionName(app, ref.name ?? '');
}

/** The secrets of an app, as its container and the register tell them. */
export function fromSecretEnv(
  app: string,
  container: Raw<V1Container> | undefined,
  annotations: Record<string, string> | undefined,
): AppSecret[] {
  const times = readTimes(annotations);
  return (container?.env ?? [])
    .filter((variable) => isSecretEnv(app, variable))
    .map(({ name, valueFrom }) =>
      Object.assign(new AppSecret(), {
        name,
        updatedAt: times[valueFrom?.secretKeyRef?.name ?? ''],
      }),
    );
}

/** Every version that a pod template refers to, in whatever way. */
export function versionsIn(
  app: string,
  template: Raw<V1PodTemplateSpec> | undefined,
): string[] {
  const names = JSON.stringify(template ?? {}).matchAll(
    new RegExp(`"(${app}-env-[a-z0-9]{${LENGTH}})"`, 'g'),
  );
  return [...new Set([...names].map(([, name = '']) => name))];
}

/** The register of versions on the workload: Secret name and time of each. */
export function readTimes(
  annotations: Record<string, string> | undefined,
): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(
      annotations?.[ANNOTATIONS.secretTimes] ?? '{}',
    );
    return Object.fromEntries(
      Object.entries(parsed as object).filter(
        ([, time]) => !Number.isNaN(Date.parse(String(time))),
      ),
    );
  } catch {
    return {};
  }
}

/** The register as annotations; none when it is empty. */
export function toTimes(times: Record<string, string>): Record<string, string> {
  return Object.keys(times).length === 0
    ? {}
    : { [ANNOTATIONS.secretTimes]: JSON.stringify(times) };
}

/** Whether a Secret's name is that of a version of an app's secrets. */
export function isVersionName(app: string, name: string): boolean {
  return (
    name.startsWith(`${app}-env-`) &&
    /^[a-z0-9]{10}$/.test(name.slice(`${app}-env-`.length))
  );
}
