import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { buildBinary } from './build-binary.js';
import {
  type KubernetesVersion,
  kubernetesVersion,
} from './kubernetes-version.js';

export interface Binary {
  path: string;
  version: KubernetesVersion;
}

const SOURCES = ['go.mod', 'go.sum', 'main.go'];

/**
 * Returns the control plane's binary for the sources in the folder, building it when the cache has none.
 * Throws PlainError when Go is missing or the build fails.
 */
export async function findOrBuildBinary(
  folder: string,
  signal: AbortSignal,
): Promise<Binary> {
  const sources = await Promise.all(
    SOURCES.map((name) => readFile(join(folder, name), 'utf8')),
  );
  const version = kubernetesVersion(sources[0] ?? '');
  const hash = createHash('sha256').update(sources.join('\0')).digest('hex');
  const name = `controlplane-${version.full}-${process.platform}-${process.arch}-${hash.slice(0, 16)}`;
  const cache = cacheFolder();
  const path = join(cache, name);
  if (await isPresent(path)) return { path, version };

  await mkdir(cache, { recursive: true });
  const unfinished = `${path}.building-${process.pid}`;
  try {
    await buildBinary({ folder, output: unfinished, version, signal });
    // Only a whole binary ever bears the name that the next run looks for.
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
  return { path, version };
}

/** Outside of the checkout, so that `npm ci` and `git clean` leave the binary alone. */
function cacheFolder(): string {
  const { MOORAGE_CACHE_DIR, XDG_CACHE_HOME } = process.env;
  const base = MOORAGE_CACHE_DIR || XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'moorage');
}

async function isPresent(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
