import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import { uniqueName } from '../support/control-plane.js';
import { grantIn, WORK_ON_APPS } from '../support/namespace-rights.js';
import { type Answer, type Api, startApi } from '../support/start-api.js';
import { type OidcApi, startOidcApi } from '../support/start-oidc-api.js';

const REQUESTS = 1_000;
const IN_FLIGHT = 16;
const MEMBERS = ['alice', 'bob', 'carol'] as const;
const PEOPLE = [...MEMBERS, 'mallory'] as const;
type Member = (typeof MEMBERS)[number];
type Person = (typeof PEOPLE)[number];

/** Who asks, and through which of the two servers. */
interface Caller {
  person: Person;
  /** What the cluster calls them. */
  name: string;
  run: (query: string) => Promise<Answer<object>>;
}

/** A question, and the one right answer to it for a caller. */
interface Question {
  query: (caller: Caller) => string;
  data: (caller: Caller) => object;
}

describe('callers whose requests interleave', () => {
  let byToken: Api;
  let byProvider: OidcApi;
  const prefix = `${uniqueName('idp')}:`;
  const tenants = new Map(MEMBERS.map((each) => [each, uniqueName(each)]));
  // What only the members of a tenant may ever read.
  const secrets = new Map(MEMBERS.map((each) => [each, uniqueName('only')]));

  beforeAll(async () => {
    [byToken, byProvider] = await Promise.all([
      startApi(),
      startOidcApi(prefix),
    ]);
    for (const [person, tenant] of tenants) {
      const { errors } = await byToken.run(`mutation {
        createTenant(input: { name: "${tenant}", displayName: "${secrets.get(person)}" }) { userErrors { message } }
        createApp(input: { tenant: "${tenant}", name: "${secrets.get(person)}", image: "nginx:1.27", replicas: 0 }) { userErrors { message } }
      }`);
      expect(errors).toBeUndefined();
      const { plane } = byToken;
      const asUser = { kind: 'User' as const, name: person };
      await grantIn(plane, tenant, 'token', WORK_ON_APPS, asUser);
      const asMember =
        person === 'carol'
          ? { kind: 'Group' as const, name: `${prefix}team-carol` }
          : { kind: 'User' as const, name: `${prefix}${person}` };
      await grantIn(plane, tenant, 'provider', WORK_ON_APPS, asMember);
    }
  }, 60_000);
  afterAll(async () => {
    for (const tenant of tenants.values())
      await byToken.plane.call('DELETE', `/api/v1/namespaces/${tenant}`);
    await Promise.all([byToken.stop(), byProvider.stop()]);
  });

  /** Two tenants that a caller asks about: their own, if they have one, and a foreign one. */
  const asked = ({ person }: Caller): [Member, string][] => {
    const place = MEMBERS.findIndex((member) => member === person);
    return [Math.max(place, 0), (place + 1) % MEMBERS.length].map((index) => {
      const member = MEMBERS[index] ?? 'alice';
      return [member, tenants.get(member) ?? ''];
    });
  };
  const fields = (
    caller: Caller,
    field: (tenant: string, secret: string) => string,
  ) =>
    asked(caller)
      .map(
        ([member, tenant]) =>
          `${member}: ${field(tenant, secrets.get(member) ?? '')}`,
      )
      .join(' ');
  /** What a caller gets of their own tenant, and what of the other. */
  const answers = (
    caller: Caller,
    own: (secret: string) => unknown,
    foreign: unknown,
  ) =>
    Object.fromEntries(
      asked(caller).map(([member]) => [
        member,
        member === caller.person ? own(secrets.get(member) ?? '') : foreign,
      ]),
    );

  const QUESTIONS: Question[] = [
    {
      query: () => '{ viewer { name } }',
      data: ({ name }) => ({ viewer: { name } }),
    },
    {
      query: (caller) =>
        `{ ${fields(caller, (tenant) => `tenant(name: "${tenant}") { displayName apps { nodes { name } } pods { nodes { name } } }`)} }`,
      data: (caller) =>
        answers(
          caller,
          (secret) => ({
            displayName: secret,
            apps: { nodes: [{ name: secret }] },
            pods: { nodes: [] },
          }),
          null,
        ),
    },
    {
      query: (caller) =>
        `{ ${fields(caller, (tenant, secret) => `app(tenant: "${tenant}", name: "${secret}") { image }`)} }`,
      data: (caller) => answers(caller, () => ({ image: 'nginx:1.27' }), null),
    },
    {
      query: (caller) =>
        `{ viewer { name ${fields(caller, (tenant) => `can(verb: "create", resource: "deployments", apiGroup: "apps", tenant: "${tenant}") { allowed }`)} } }`,
      data: (caller) => ({
        viewer: {
          name: caller.name,
          ...answers(caller, () => ({ allowed: true }), { allowed: false }),
        },
      }),
    },
    {
      query: (caller) =>
        `mutation { ${fields(caller, (tenant) => `createApp(input: { tenant: "${tenant}", name: "new", image: "nginx:1.27", dryRun: true }) { app { createdBy } userErrors { code } }`)} }`,
      data: (caller) =>
        answers(
          caller,
          () => ({ app: { createdBy: caller.name }, userErrors: [] }),
          { app: null, userErrors: [{ code: 'NOT_FOUND' }] },
        ),
    },
  ];

  async function createCallers(): Promise<Caller[]> {
    const callers = PEOPLE.map(async (person): Promise<Caller[]> => {
      const claims = { email: person, groups: [`team-${person}`] };
      const token = await byProvider.provider.sign(claims);
      return [
        {
          person,
          name: person,
          run: (query) => byToken.run(query, {}, person),
        },
        {
          person,
          name: `${prefix}${person}`,
          run: (query) => byProvider.run(query, {}, { token }),
        },
      ];
    });
    return (await Promise.all(callers)).flat();
  }

  test('never see, and never are, somebody else', async () => {
    const callers = await createCallers();
    const expired = await byProvider.provider.sign(
      { email: 'alice' },
      { expiresIn: -90 },
    );
    const counts = new Map<string, number>();
    let next = 0;

    const askOne = async (index: number) => {
      // Prime steps, so that every caller meets every question beside every other.
      const caller = callers[(index * 7) % callers.length] as Caller;
      const kind = (index + Math.floor(index / 8)) % QUESTIONS.length;
      const question = QUESTIONS[kind] as Question;
      const [answer] = await Promise.all([
        caller.run(question.query(caller)),
        // Somebody whom nobody knows is always among them.
        index % 25 === 0 ? refused(index) : undefined,
      ]);
      expect([caller.name, kind, answer.errors, answer.data]).toEqual([
        caller.name,
        kind,
        undefined,
        question.data(caller),
      ]);
      const text = JSON.stringify(answer);
      for (const [member, secret] of secrets)
        if (member !== caller.person) expect(text).not.toContain(secret);
      const key = `${caller.name} ${kind}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    };
    const refused = async (index: number) => {
      const query = QUESTIONS[1]?.query(callers[0] as Caller) ?? '';
      const answers = await Promise.all([
        byToken.run(query, {}, { token: `made-up-${index}` }),
        byProvider.run(query, {}, { token: expired }),
      ]);
      for (const { data, errors } of answers) {
        expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
        expect(Object.values(data ?? {}).filter(Boolean)).toEqual([]);
      }
    };
    const worker = async () => {
      while (next < REQUESTS) {
        await askOne(next++);
        await sleep(0);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
    // Every caller asked every question, several times.
    expect(counts.size).toBe(callers.length * QUESTIONS.length);
    expect(Math.min(...counts.values())).toBeGreaterThan(10);
  }, 120_000);
});
