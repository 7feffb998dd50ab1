import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

import {
  type ApiClient,
  type ApiConnection,
  ApiStatusError,
  createApiClient,
} from '../kubelet/api-client.js';
import { PlainError } from '../process/plain-error.js';

export interface ApplyOptions extends ApiConnection {
  folder: string;
  log(message: string): void;
}

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}
interface ResourceList {
  resources: { name: string; kind: string; namespaced: boolean }[];
}

const APPLY = 'application/apply-patch+yaml';
const QUERY = '?fieldManager=devcluster&force=true&fieldValidation=Strict';

/** Applies the YAML files of a folder as an ordinary client would, and tells in one line which kinds of it are not imitated.
 * Throws a PlainError when an object is refused. */
export async function applyFolder(options: ApplyOptions): Promise<void> {
  const client = createApiClient(options);
  const leftOut = new Set<string>();
  try {
    for (const manifest of readFolder(options.folder)) {
      const path = await findPath(client, manifest);
      if (path) await apply(client, path, manifest);
      else leftOut.add(manifest.kind);
    }
  } finally {
    await client.close();
  }
  if (leftOut.size > 0)
    options.log(`Not imitated, so not applied: ${[...leftOut].join(', ')}.`);
}

function readFolder(folder: string): Manifest[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files
    .sort()
    .flatMap((name) =>
      parseAllDocuments(readFileSync(join(folder, name), 'utf8')),
    )
    .map((document) => document.toJS() as Manifest);
}

async function apply(
  client: ApiClient,
  path: string,
  body: Manifest,
): Promise<void> {
  try {
    await client.send({
      method: 'PATCH',
      path: path + QUERY,
      contentType: APPLY,
      body,
    });
  } catch (error) {
    if (!(error instanceof ApiStatusError)) throw error;
    throw new PlainError(`${path} could not be applied: ${error.message}`);
  }
}

/** Where the object lives; undefined when the API has no such kind. */
async function findPath(
  client: ApiClient,
  { apiVersion, kind, metadata }: Manifest,
): Promise<string | undefined> {
  const root = `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion}`;
  const resources = await readResources(client, root);
  const found = resources.find(
    (resource) => resource.kind === kind && !resource.name.includes('/'),
  );
  if (!found) return undefined;
  const inside = found.namespaced ? `/namespaces/${metadata.namespace}` : '';
  return `${root}${inside}/${found.name}/${metadata.name}`;
}

async function readResources(
  client: ApiClient,
  path: string,
): Promise<ResourceList['resources']> {
  try {
    return (await client.send<ResourceList>({ method: 'GET', path })).resources;
  } catch (error) {
    if (error instanceof ApiStatusError && error.status === 404) return [];
    throw error;
  }
}
