import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';

import { eventually } from '../support/eventually.js';
import { type StartedServer, startServer } from '../support/start-server.js';

interface Tenant {
  name: string;
  phase: string;
  guards: { kind: string; name: string; state: string }[];
  members: { name: string; role: string }[];
  quota: { resource: string; hard: string; used: string | null }[];
  apps: { nodes: { name: string }[] };
}

const QUERY = `{ tenants { nodes {
  name phase guards { kind name state } members { name role } quota { resource hard used }
  apps { nodes { name } }
} } }`;

/** What somebody sees who starts the server on a bare machine. */
describe('the demo', () => {
  let server: StartedServer;
  let home: string;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'moorage-test-'));
    server = await startServer({ env: { KUBECONFIG: '', HOME: home } });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(home, { recursive: true });
  });

  const readTenants = async (): Promise<Tenant[]> => {
    const { body } = await request(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    const { data } = (await body.json()) as {
      data: { tenants: { nodes: Tenant[] } };
    };
    return data.tenants.nodes;
  };

  test('has two active tenants, guarded as the API guards its own', async () => {
    await eventually(async () => {
      const tenants = await readTenants();
      expect(tenants.map(({ name, phase }) => [name, phase])).toEqual([
        ['harbour', 'ACTIVE'],
        ['shipyard', 'ACTIVE'],
      ]);
    });
    const tenants = await readTenants();
    for (const { guards } of tenants) {
      expect(guards.length).toBeGreaterThanOrEqual(9);
      for (const { kind, state } of guards)
        // Nobody but the network knows whether it obeys policies.
        expect(state).toBe(kind === 'NetworkPolicy' ? 'UNKNOWN' : 'OK');
    }
  });

  test('has members with a token in its kubeconfig', async () => {
    const [harbour, shipyard] = await readTenants();
    const roles = (tenant?: Tenant) =>
      Object.fromEntries(
        tenant?.members.map(({ name, role }) => [name, role]) ?? [],
      );
    expect(roles(harbour)).toEqual({
      alice: 'ADMIN',
      bob: 'DEVELOPER',
      carol: 'VIEWER',
    });
    expect(roles(shipyard)).toEqual({ alice: 'VIEWER', bob: 'ADMIN' });
  });

  test('has apps, and a tenant whose quota is full', async () => {
    await eventually(async () => {
      const [harbour, shipyard] = await readTenants();
      expect(harbour?.apps.nodes.map(({ name }) => name)).toEqual([
        'payments',
        'search',
        'storefront',
      ]);
      expect(shipyard?.apps.nodes).toHaveLength(4);
      const memory = shipyard?.quota.find(
        ({ resource }) => resource === 'requests.memory',
      );
      expect(memory).toMatchObject({ hard: '1Gi', used: '896Mi' });
    });
  });
});
