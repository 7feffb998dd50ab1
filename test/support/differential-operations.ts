/** An operation that both executors must answer alike. TENANT stands for a tenant with the apps web and none. */
export interface Operation {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
  /** Whether somebody asks who may not read the tenant. */
  asStranger?: boolean;
}

const FRAGMENTS = `
fragment AppParts on App { name image replicas pods { nodes { ...PodParts } } }
fragment PodParts on Pod { name phase containers { name image ready } }`;
/** Texts that would end a string, a call or a template in code that is made without care. */
const HOSTILE = [
  'a"); process.exit(1); //',
  "'+(()=>{throw 1})()+'",
  '${process.exit(1)} ` \\ \n \u2028',
];

const plain: string[] = [
  '{ viewer { name groups } }',
  '{ cluster { version source nodes { name ready } } }',
  '{ __typename viewer { __typename } }',
  '{ tenant(name: "TENANT") { id name labels { key value } createdAt } }',
  '{ tenant(name: "TENANT") { phase message podSecurity egress quota { resource hard used } } }',
  '{ tenant(name: "TENANT") { guards { kind name state } members { kind name role } } }',
  '{ tenant(name: "no-such-tenant") { name } }',
  '{ a: tenant(name: "TENANT") { b: name c: name } d: tenant(name: "none") { name } }',
  '{ tenants(first: 200, filter: { labelSelector: "moorage.dev/tenant=TENANT" }) { totalCount nodes { name } pageInfo { hasNextPage } } }',
  '{ tenants(first: 1, filter: { labelSelector: "moorage.dev/tenant=TENANT" }) { edges { cursor node { name } } } }',
  '{ tenant(name: "TENANT") { apps { totalCount nodes { name image replicas workload } } } }',
  '{ tenant(name: "TENANT") { apps(first: 1) { nodes { name } pageInfo { hasNextPage endCursor } } } }',
  '{ tenant(name: "TENANT") { apps(orderBy: NEWEST) { nodes { name } } } }',
  '{ tenant(name: "TENANT") { apps { nodes { name ports { name port protocol exposure } env { name value source } } } } }',
  '{ tenant(name: "TENANT") { apps { nodes { name pods { nodes { name phase ready nodeName app { name tenant { name } } } } } } } }',
  '{ tenant(name: "TENANT") { pods { nodes { name labels { key value } } } services { nodes { name type ports { name port } } } } }',
  '{ app(tenant: "TENANT", name: "web") { name status { phase message problems { code title } } } }',
  '{ app(tenant: "TENANT", name: "web") { name releases { revision } } }',
  '{ app(tenant: "TENANT", name: "none-such") { name } }',
  '{ app(tenant: "TENANT", name: "web") { cpu memory cpuLimit memoryLimit command args probes { readiness { path } } } }',
  '{ apps(first: 200) { nodes { name tenant { name } } } }',
  '{ services(tenant: "TENANT", first: 5) { nodes { name clusterIP pods { nodes { name } } } } }',
  '{ pods(tenant: "TENANT", first: 5) { nodes { name app { name } } pageInfo { consistent } } }',
  '{ pods(tenant: "TENANT", first: 0) { nodes { name } } }',
  '{ pods(tenant: "TENANT", first: 5000) { nodes { name } } tenant(name: "TENANT") { name } }',
  '{ apps(first: 10, after: "rubbish") { nodes { name } } }',
  '{ tenants(filter: { labelSelector: "a in (" }) { nodes { name } } }',
  '{ node(id: "rubbish") { id } }',
  '{ tenant(name: "UPPER CASE") { name } }',
  '{ tenant { name } }',
  '{ tenant(name: 7) { name } }',
  '{ tenant(name: null) { name } }',
  '{ tenant(name: "TENANT") { nothing } }',
  '{ tenant(name: "TENANT") }',
  '{ viewer { name { first } } }',
  'query ($n: String!) { tenant(name: $n) { name } }',
  'query ($n: Nothing) { tenant(name: $n) { name } }',
  '{ tenant(name: "TENANT") { ...Missing } }',
  '{ viewer { name ',
  '',
  'subscription { nothing }',
  `{ tenant(name: "TENANT") { apps { nodes { ...AppParts } } } } ${FRAGMENTS}`,
  `{ app(tenant: "TENANT", name: "web") { ...AppParts ...AppParts pods { nodes { ...PodParts id } } } } ${FRAGMENTS}`,
  '{ tenant(name: "TENANT") { ... { name } ... on Tenant { displayName } ... on Tenant @include(if: false) { createdAt } } }',
  '{ viewer { name @skip(if: true) groups @include(if: true) } }',
  '{ __type(name: "App") { name kind fields { name type { name kind ofType { name } } } } }',
  '{ __schema { queryType { name } types { name } directives { name args { name } } } }',
  '{ __type(name: "None") { name } }',
  '{ constructor: viewer { __proto__: name toString: groups hasOwnProperty: name } }',
  '{ __context: viewer { __parent: name __validNode0: name __field0: groups } }',
  ...HOSTILE.flatMap((text) => [
    `{ tenant(name: ${JSON.stringify(text)}) { name } }`,
    `{ apps(filter: { nameContains: ${JSON.stringify(text)} }) { nodes { name } } }`,
  ]),
  '{ tenant(name: """block " string \\""" \n line""") { name } }',
  '{ apps(filter: { nameContains: "\\u0000\\u2029\\"}" }) { nodes { name } } }',
];

/** At least sixty: errors, nulls, interfaces, fragments, directives, variables, introspection, and documents that mean harm. */
export const OPERATIONS: Operation[] = [
  ...plain.map((query) => ({ query })),
  ...[
    '{ tenants { nodes { name } } }',
    '{ tenant(name: "TENANT") { name apps { nodes { name } } } }',
    '{ app(tenant: "TENANT", name: "web") { name } viewer { name } }',
    '{ pods(first: 5) { nodes { name } } viewer { name } }',
  ].map((query) => ({ query, asStranger: true })),
  {
    query: 'query ($n: String!) { tenant(name: $n) { name } }',
    variables: { n: 'TENANT' },
  },
  {
    query: 'query ($n: String!) { tenant(name: $n) { name } }',
    variables: { n: 7 },
  },
  {
    query:
      'query ($n: String = "TENANT", $f: Int) { tenant(name: $n) { name apps(first: $f) { nodes { name } } } }',
  },
  {
    query:
      'query ($f: Int) { tenant(name: "TENANT") { apps(first: $f) { nodes { name } } } }',
    variables: { f: null },
  },
  {
    query:
      'query ($f: Int!) { tenant(name: "TENANT") { apps(first: $f) { nodes { name } } } }',
    variables: { f: 'many' },
  },
  {
    query:
      'query ($filter: AppFilter) { tenant(name: "TENANT") { apps(filter: $filter) { nodes { name } } } }',
    variables: { filter: { nameContains: 'e' } },
  },
  {
    query:
      'query ($filter: AppFilter) { tenant(name: "TENANT") { apps(filter: $filter) { nodes { name } } } }',
    variables: { filter: { nameContains: 'e', more: 1 } },
  },
  {
    query:
      'query ($part: String) { tenant(name: "TENANT") { apps(filter: { nameContains: $part }) { nodes { name } } } }',
  },
  {
    query:
      'query ($yes: Boolean!) { viewer { name @include(if: $yes) groups @skip(if: $yes) } }',
    variables: { yes: true },
  },
  {
    query:
      'query ($yes: Boolean!) { viewer { name @include(if: $yes) groups @skip(if: $yes) } }',
    variables: { yes: false },
  },
  {
    query:
      'query ($order: AppOrder) { tenant(name: "TENANT") { apps(orderBy: $order) { nodes { name } } } }',
    variables: { order: 'NEWEST' },
  },
  {
    query:
      'query ($order: AppOrder) { tenant(name: "TENANT") { apps(orderBy: $order) { nodes { name } } } }',
    variables: { order: 'OLDEST' },
  },
  {
    query: 'query A { viewer { name } } query B { viewer { groups } }',
    operationName: 'B',
  },
  {
    query: 'query A { viewer { name } } query B { viewer { groups } }',
    operationName: 'C',
  },
  { query: 'query A { viewer { name } } query B { viewer { groups } }' },
  {
    query:
      'mutation ($name: String!) { createTenant(input: { name: $name, dryRun: true }) { userErrors { code message field } } }',
    variables: { name: 'kube-not-allowed' },
  },
];
