import { diffJson } from '../../src/lib/json-diff.js';
import type { RawObject } from '../../src/cluster/cluster.js';
import { ClusterError, isNotFound } from '../../src/cluster/cluster-error.js';
import type {
  ClusterOptions,
  Connection,
} from '../../src/cluster/connection.js';
import { createIdentities } from '../../src/cluster/identity.js';
import { type Kind, pathOf } from '../../src/cluster/kinds.js';
import { createSender, type Sender } from '../../src/cluster/sender.js';
import { createTransport } from '../../src/cluster/transport.js';
import { createUsage } from '../../src/cluster/usage.js';
import { plainObject } from '../../src/graphql/plain-object.js';
import { findKind } from './find-kind.js';
import type { Manifest } from './read-manifests.js';

/** What became of an object; skipped where the cluster has no such kind. */
export type Outcome = 'created' | 'configured' | 'unchanged' | 'skipped';

export interface ApplyOptions {
  dryRun: boolean;
  /** Told after each object. */
  onApplied(this: void, manifest: Manifest, outcome: Outcome): void;
}

const TRANSPORT: ClusterOptions = {
  connectTimeout: 10_000,
  readTimeout: 25_000,
  writeTimeout: 65_000,
  bodyTimeout: 60_000,
  bodyIdleTimeout: 10_000,
  streamIdleTimeout: 120_000,
  connections: 1,
  maxBytes: 16 * 1_048_576,
  maxObjects: 10_000,
  maxProduced: 1_000,
  userAgent: 'moorage-setup',
};

/** The first object that could not be applied; those before it are. */
export class ApplyError extends Error {
  constructor(
    readonly manifest: Manifest,
    override readonly cause: ClusterError,
  ) {
    super(cause.message);
  }
}

/** Applies the objects one after the other, server-side and as the connection's own user. Throws an ApplyError. */
export async function applyManifests(
  connection: Connection,
  manifests: readonly Manifest[],
  { dryRun, onApplied }: ApplyOptions,
): Promise<void> {
  const transport = createTransport(connection, TRANSPORT);
  const sender = createSender({
    transport,
    identities: createIdentities(connection.own),
    identity: { kind: 'connection' },
    usage: createUsage(TRANSPORT),
  });
  try {
    for (const manifest of manifests)
      onApplied(manifest, await apply(sender, manifest, dryRun));
  } finally {
    await transport.close();
  }
}

async function apply(
  sender: Sender,
  manifest: Manifest,
  dryRun: boolean,
): Promise<Outcome> {
  try {
    const kind = await findKind(sender, manifest);
    return kind ? await write(sender, kind, manifest, dryRun) : 'skipped';
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    throw new ApplyError(manifest, error);
  }
}

async function write(
  sender: Sender,
  kind: Kind,
  manifest: Manifest,
  dryRun: boolean,
): Promise<Outcome> {
  const { name, namespace } = manifest.metadata;
  const path = pathOf(kind, namespace, name);
  const before = await readIfThere(sender, path);
  const { object } = await sender.write({
    method: 'PATCH',
    path,
    query: {
      fieldManager: 'moorage-setup',
      fieldValidation: 'Strict',
      force: 'true',
      ...(dryRun && { dryRun: 'All' }),
    },
    contentType: 'application/apply-patch+yaml',
    body: manifest,
    repeatable: true,
  });
  if (!before) return 'created';
  const differences = diffJson(plainObject(before), plainObject(object));
  return differences.length > 0 ? 'configured' : 'unchanged';
}

async function readIfThere(
  sender: Sender,
  path: string,
): Promise<RawObject | undefined> {
  try {
    return (await sender.read(path)) as RawObject;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
