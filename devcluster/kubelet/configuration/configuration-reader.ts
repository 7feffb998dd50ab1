import { type ApiClient, ApiStatusError } from '../api-client.js';
import type { Limit } from '../limit.js';
import type { ConfigurationObject, ReadConfiguration } from './reference.js';

interface Stored {
  type?: string;
  data?: Record<string, unknown>;
  binaryData?: Record<string, unknown>;
}

// Pods of one app start together and look for the same objects; a second later they may have changed.
const FRESH_MS = 500;
const MOST = 1000;

const PLURALS = { Secret: 'secrets', ConfigMap: 'configmaps' };

/** Returns a reader that asks the API server, once for all who ask within half a second. */
export function createConfigurationReader(
  client: ApiClient,
  limit: Limit,
): ReadConfiguration {
  const recent = new Map<
    string,
    { at: number; object: Promise<ConfigurationObject | undefined> }
  >();

  return (kind, namespace, name) => {
    const path = `/api/v1/namespaces/${namespace}/${PLURALS[kind]}/${name}`;
    const known = recent.get(path);
    if (known && Date.now() - known.at < FRESH_MS) return known.object;
    const object = limit(() => read(client, path));
    if (recent.size >= MOST) recent.clear();
    recent.set(path, { at: Date.now(), object });
    return object;
  };
}

async function read(
  client: ApiClient,
  path: string,
): Promise<ConfigurationObject | undefined> {
  try {
    const { type, data, binaryData } = await client.send<Stored>({
      method: 'GET',
      path,
    });
    const keys = new Set(Object.keys({ ...data, ...binaryData }));
    return { keys, ...(type !== undefined && { type }) };
  } catch (error) {
    if (error instanceof ApiStatusError && error.status === 404)
      return undefined;
    throw error;
  }
}
