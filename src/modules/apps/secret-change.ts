import { ANNOTATIONS } from '../../cluster/labels.js';
import {
  isSecretEnv,
  readTimes,
  type SecretVersion,
  toSecretEnv,
  toTimes,
} from './app-secret.manifest.js';
import { mergeEnv } from './env-change.js';
import { changeFirst, changeTemplate } from './template-change.js';
import type { RawWorkload } from './workload.js';

/** Which versions an app gets, which of its secrets it loses, and which versions are no more. */
export interface SecretChange {
  versions: Pick<SecretVersion, 'variable' | 'secret'>[];
  unset: string[];
  gone: string[];
  now: string;
}

/** A workload that refers to other versions of its secrets, and whose register knows them. */
export function changeSecrets(
  current: RawWorkload,
  change: SecretChange,
  changedBy: string,
): RawWorkload {
  const app = current.metadata?.name ?? '';
  return changeTemplate(withRegister(current, change), changedBy, (template) =>
    changeFirst(template, (container) => {
      const env = container.env ?? [];
      const unset = env
        .filter((each) => isSecretEnv(app, each))
        .map(({ name }) => name)
        .filter((name) => change.unset.includes(name));
      const wanted = mergeEnv(env, change.versions.map(toSecretEnv), unset);
      return { ...container, env: wanted.length > 0 ? wanted : undefined };
    }),
  );
}

function withRegister(
  current: RawWorkload,
  { versions, gone, now }: SecretChange,
): RawWorkload {
  const { [ANNOTATIONS.secretTimes]: _times, ...annotations } =
    current.metadata?.annotations ?? {};
  const times = Object.entries(readTimes(current.metadata?.annotations)).filter(
    ([name]) => !gone.includes(name),
  );
  const added = versions.map(({ secret }) => [secret, now] as const);
  const register = toTimes(Object.fromEntries([...times, ...added]));
  return {
    ...current,
    metadata: {
      ...current.metadata,
      annotations: { ...annotations, ...register },
    },
  };
}
