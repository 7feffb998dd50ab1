import type {
  ClusterSession,
  RawObject,
  Target,
  WriteOptions,
  Written,
} from '../../cluster/cluster.js';
import { isForbidden, isNotFound } from '../../cluster/cluster-error.js';
import type { ServedKind } from '../../cluster/discovery.js';
import type { Context } from '../../graphql/context.js';
import { withoutSecretWords } from '../../graphql/secret-values.js';
import { awaitKinds } from './await-kinds.js';
import { comingKinds } from './manifest-order.js';

/** An object before a write: what it is, or why that is not known. */
export type Before = RawObject | 'MISSING' | 'HIDDEN';

/** Reads what a write is going to change. Who may write and not read gets no differences. */
export async function readBefore(
  cluster: ClusterSession,
  kind: ServedKind,
  { subresource, ...target }: Target,
): Promise<Before> {
  const part = kind.subresources.find(({ name }) => name === subresource);
  const isOwn = part !== undefined && part.kind !== kind.kind;
  if (!(isOwn ? part.verbs : kind.verbs).includes('get')) return 'HIDDEN';
  try {
    return await cluster.getAt(kind, {
      ...target,
      subresource: isOwn ? subresource : undefined,
    });
  } catch (error) {
    if (isNotFound(error)) return 'MISSING';
    if (isForbidden(error)) return 'HIDDEN';
    throw error;
  }
}

/** Carries out a call for a kind: no value of a Secret is in its errors, and after it the kinds that it defines are known. */
export async function callFor<R extends RawObject>(
  { cluster }: Context,
  kind: ServedKind,
  { dryRun = false }: WriteOptions,
  call: () => Promise<Written<R>>,
): Promise<Written<R>> {
  try {
    const written = await call();
    if (!dryRun && DEFINE_KINDS.has(kind.kind)) {
      cluster.forgetKinds();
      await awaitKinds(cluster, comingKinds(written.object));
    }
    return written;
  } catch (error) {
    throw withoutSecretWords(kind, error);
  }
}

const DEFINE_KINDS = new Set(['CustomResourceDefinition', 'APIService']);
