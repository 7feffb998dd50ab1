import { expect } from '@jest/globals';

import { uniqueName } from './control-plane.js';
import { makeGuardedTenant } from './guarded-tenants.js';
import { type Api, startApi } from './start-api.js';

export interface State {
  phase: string;
  message: string | null;
  guards: {
    kind: string;
    name: string;
    state: string;
    detail: string | null;
  }[];
}

/** A server, and tenants of one batch that are made as a test needs them. */
export interface StateWorld {
  api: Api;
  batch: string;
  /** Makes a tenant; without a wish it is one from before there were guards. */
  make(
    part: string,
    wish: Parameters<typeof makeGuardedTenant>[2] | null,
  ): Promise<string>;
  read<T = State>(name: string, select?: string): Promise<T>;
  close(): Promise<void>;
}

/** Starts a server whose network is said to enforce policies. */
export async function startStateWorld(): Promise<StateWorld> {
  const api = await startApi({ MOORAGE_NETWORK_POLICY: 'enforced' });
  const batch = uniqueName('state');
  const made: string[] = [];
  return {
    api,
    batch,
    async make(part, wish) {
      const name = `${batch}-${part}`;
      made.push(name);
      if (wish)
        await makeGuardedTenant(api.plane, name, {
          labels: { batch },
          ...wish,
        });
      else
        await api.plane.call('POST', '/api/v1/namespaces', {
          metadata: { name, labels: { 'moorage.dev/tenant': name, batch } },
        });
      return name;
    },
    async read<T = State>(
      name: string,
      select = 'phase message guards { kind name state detail }',
    ) {
      const { data, errors } = await api.run<{ tenant: T }>(
        `{ tenant(name: "${name}") { ${select} } }`,
      );
      expect(errors).toBeUndefined();
      return data.tenant;
    },
    async close() {
      for (const name of made)
        await api.plane
          .call('DELETE', `/api/v1/namespaces/${name}`)
          .catch(() => undefined);
      await api.stop();
    },
  };
}

/** The guards that are not as they should be. */
export function amiss({ guards }: State): State['guards'] {
  return guards.filter(({ state }) => state !== 'OK');
}
