import type { Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import type { Writes } from '../../graphql/writes.js';
import { requireTenant } from '../tenants/require-tenant.js';
import { type AppAnswer, toAppAnswer } from './app-answer.js';
import type { SetAppSecretsInput } from './app-secret.input.js';
import {
  type SecretVersion,
  toSecret,
  versionName,
} from './app-secret.manifest.js';
import { changeApp } from './change-app.js';
import { checkNewPods } from './check-new-pods.js';
import { requireApp } from './require-app.js';
import { changeSecrets } from './secret-change.js';
import { readUnused } from './secret-versions.js';
import type { RawWorkload } from './workload.js';

/** Writes each new value as a Secret of its own, then lets the workload refer to them. Versions that nothing refers to any more
 * are deleted first, so that they leave room. */
export async function setAppSecrets(
  context: Context,
  cluster: Reader,
  writes: Writes,
  { tenant, name, ifVersion, set = [], unset = [] }: SetAppSecretsInput,
): Promise<AppAnswer> {
  await requireTenant(context, tenant);
  const found = await requireApp(cluster, tenant, name);
  requireVersion(found.raw, ifVersion);
  const { username } = await context.cluster.whoAmI();
  const versions: SecretVersion[] = set.map(({ name: variable, value }) => ({
    variable,
    value,
    secret: versionName(name, variable),
  }));
  const gone: string[] = [];
  const change = { versions, unset, gone, now: new Date().toISOString() };
  const setThem = (current: RawWorkload) =>
    changeSecrets(current, change, username);
  await checkNewPods(writes, found.raw, setThem(found.raw));
  for (const unused of await readUnused(context, cluster, found.raw)) {
    const target = { namespace: tenant, name: unused };
    if (await writes.discard(KINDS.secret, target)) gone.push(unused);
  }
  const changed = await writes.together(async () => {
    for (const version of versions) {
      const secret = toSecret({ name, tenant }, version, found.raw);
      await writes.create(KINDS.secret, secret);
    }
    return changeApp(writes, found, ifVersion, setThem);
  }, true);
  return toAppAnswer(changed, found.workload, writes);
}
