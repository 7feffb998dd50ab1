import {
  afterAll,
  beforeAll,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';

import {
  OPERATIONS,
  type PersonName,
  PERSONS,
  RIGHTS,
} from '../fixtures/rights.js';
import { ask } from '../support/ask.js';
import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import {
  makeMemberTenant,
  type RightsTenant,
  runDone,
  startRightsTenant,
} from '../support/rights-tenant.js';

/**
 * allowed: it is there, or it is done. forbidden: the code FORBIDDEN. invisible: as if it did not exist, null or NOT_FOUND.
 * unknown: the cluster does not know who asks, UNAUTHENTICATED. Any other code stands for itself.
 */
type Outcome = string;

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { path?: unknown[]; extensions: { code: string } }[];
}

const [head = [], ...rows] = RIGHTS.trim()
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split(/ {2,}/));
const persons = head.slice(1) as PersonName[];
const isMutation = (operation: string) =>
  OPERATIONS[operation]?.startsWith('mutation') ?? false;

describe('who may do what', () => {
  jest.setTimeout(60_000);
  let world: RightsTenant;
  /** What the ids of the rollouts of the persons' apps say. */
  const rollouts = new Map<string, string>();
  beforeAll(async () => {
    world = await startRightsTenant();
    for (const person of persons) await prepare(person);
  }, 120_000);
  afterAll(() => world.stop());

  /** Objects of the person's own to work on, and another tenant to end. */
  async function prepare(person: PersonName): Promise<void> {
    const { api, tenant } = world;
    await makeMemberTenant(api, `${tenant}-gone-${person}`);
    await runDone(
      api,
      `setTenantMember(input: { tenant: "${tenant}", member: { kind: USER, name: "old-${person}", role: VIEWER } })`,
    );
    for (const [plural, name] of [
      ['configmaps', 'map'],
      ['secrets', 'secret'],
    ])
      await api.plane.call('POST', `/api/v1/namespaces/${tenant}/${plural}`, {
        metadata: { name: `${name}-${person}`, labels: { who: person } },
      });
    const add = (kind: string, input: string) =>
      runDone(
        api,
        `create${kind}(input: { tenant: "${tenant}", name: "${kind.toLowerCase()}-${person}", ${input} })`,
      );
    await add('App', 'image: "nginx:1.26", ports: [{ port: 80 }]');
    await add('Pod', 'image: "nginx:1.27"');
    await add(
      'Service',
      `selector: [{ key: "name", value: "pod-${person}" }], ports: [{ port: 80 }]`,
    );
    rollouts.set(person, await rollOut(`app-${person}`));
  }

  /** Gives an app an earlier revision to go back to; answers what the id of the rollout says, for any tenant. */
  async function rollOut(name: string): Promise<string> {
    const { api, tenant } = world;
    await eventually(async () => {
      const { data } = await api.run<{ app: { releases: object[] } }>(
        `{ app(tenant: "${tenant}", name: "${name}") { releases { revision } } }`,
      );
      expect(data.app.releases).toHaveLength(1);
    });
    const { data } = await api.run<{ it: { rollout: { id: string } } }>(
      `mutation { it: updateApp(input: { tenant: "${tenant}", name: "${name}", image: "nginx:1.27" }) { rollout { id } } }`,
    );
    return Buffer.from(data.it.rollout.id, 'base64url')
      .toString()
      .replace(`/${tenant}/`, '/TENANT/');
  }

  async function tryIt(
    operation: string,
    person: PersonName,
  ): Promise<Outcome> {
    const { api, tenant } = world;
    const query = toQuery(operation, tenant, person, rollouts.get(person));
    const user = PERSONS[person];
    // An app that runs needs no start.
    if (operation === 'startApp')
      await runDone(
        api,
        `stopApp(input: { tenant: "${tenant}", name: "app-${person}" })`,
      );
    api.proxy.reset();
    const answer: Answer =
      user === undefined
        ? await ask(api.url, query)
        : await api.run(query, {}, user);
    const outcome = toOutcome(operation.replace(/ .*/, ''), answer);
    // What the cluster did is what counts: a refusal has written nothing, and a success has written something.
    if (isMutation(operation))
      expect([operation, person, hasWritten()]).toEqual([
        operation,
        person,
        outcome === 'allowed',
      ]);
    return outcome;
  }

  /** Whether a write has passed to the cluster and was accepted; dry runs and questions are no writes. */
  function hasWritten(): boolean {
    return world.api.proxy.passed.some(
      ({ method, path, query, status }) =>
        method !== 'GET' &&
        status < 300 &&
        !query.has('dryRun') &&
        !/reviews$/.test(path),
    );
  }

  test.each(rows)('%s', async (operation = '', ...outcomes) => {
    // Who finds nothing to repair needs no rights for it.
    if (operation === 'repairTenant')
      await world.api.plane.call(
        'DELETE',
        `/api/v1/namespaces/${world.tenant}/limitranges/moorage`,
      );
    const found: Record<string, Outcome> = {};
    for (const person of persons)
      found[person] = await tryIt(operation, person);
    expect(found).toEqual(
      Object.fromEntries(persons.map((person, at) => [person, outcomes[at]])),
    );
  });

  test('a stranger cannot tell a tenant from none', async () => {
    const { api, tenant } = world;
    const askAll = async (name: string) => {
      const named = Object.keys(OPERATIONS).filter((operation) =>
        /TENANT|ROLLOUT/.test(OPERATIONS[operation] ?? ''),
      );
      const rollout = rollouts.get('stranger');
      const answers = named.map(async (operation) => {
        const query = toQuery(operation, name, 'stranger', rollout);
        const answer = await api.run(query, {}, PERSONS.stranger);
        const text = JSON.stringify(answer)
          .replaceAll(name, 'TENANT')
          .replaceAll(/"lists":\[.*?\]/g, '');
        return [operation, text];
      });
      return Object.fromEntries(await Promise.all(answers)) as object;
    };
    // Even the number of requests is the same, but for refusals that are remembered for some seconds.
    await eventually(async () =>
      expect(await askAll(tenant)).toEqual(await askAll(uniqueName('rights'))),
    );
  });

  test('is asked of every query and mutation of the schema, in 150 cells and more', async () => {
    const { data } = await world.api.run<{
      __schema: Record<'query' | 'mutation', { fields: { name: string }[] }>;
    }>(
      '{ __schema { query: queryType { fields { name } } mutation: mutationType { fields { name } } } }',
    );
    const { query, mutation } = data.__schema;
    const tried = new Set(
      rows.map(([operation = '']) => operation.split(/[. ]/)[0]),
    );
    expect([...tried].sort()).toEqual(
      [...query.fields, ...mutation.fields].map(({ name }) => name).sort(),
    );
    expect(rows.map(([operation]) => operation)).toEqual(
      Object.keys(OPERATIONS),
    );
    expect(rows.length * persons.length).toBeGreaterThanOrEqual(150);
  });
});

function toQuery(
  operation: string,
  tenant: string,
  person: string,
  rollout = '',
): string {
  return (OPERATIONS[operation] ?? '')
    .replaceAll('ROLLOUT', rollout)
    .replaceAll('TENANT', tenant)
    .replaceAll('WHO', person)
    .replaceAll(/ID\((.*?)\)/g, (_, id: string) =>
      Buffer.from(id).toString('base64url'),
    );
}

/** What an answer means for the field at the path. */
function toOutcome(path: string, { data, errors = [] }: Answer): Outcome {
  const [code] = errors.map(({ extensions }) => extensions.code);
  if (code === 'UNAUTHENTICATED') return 'unknown';
  if (code !== undefined) return code.toLowerCase();
  const value = path
    .split('.')
    .reduce<unknown>(
      (parent, field) =>
        (parent as Record<string, unknown> | null | undefined)?.[field],
      data,
    );
  if (value === null || value === undefined || isEmptyPage(value))
    return 'invisible';
  const { userErrors = [] } = value as { userErrors?: { code: string }[] };
  const refusal = userErrors[0]?.code;
  if (refusal === undefined) return 'allowed';
  return refusal === 'NOT_FOUND' ? 'invisible' : refusal.toLowerCase();
}

function isEmptyPage(value: unknown): boolean {
  return (value as { nodes?: unknown[] }).nodes?.length === 0;
}
