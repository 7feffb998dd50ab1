import type { Dataset } from './dataset.js';

/** A question to Moorage, and the raw lists that somebody would fetch and parse who had to answer it alone. */
export interface Question {
  name: string;
  query: string;
  lists: readonly string[];
}

const DEPLOYMENTS = '/apis/apps/v1/deployments';
const REPLICA_SETS = '/apis/apps/v1/replicasets';
const SLICES = '/apis/discovery.k8s.io/v1/endpointslices';

/** What is asked of a dataset. */
export function toQuestions({ tenants }: Dataset): Question[] {
  const one = `bench-${Math.floor(tenants / 2)}`;
  const inside = (path: string) =>
    path.replace(/\/([a-z]+)$/, `/namespaces/${one}/$1`);
  return [
    {
      name: 'nested query: tenants, apps, pods, services',
      query: `{ tenants(first: 200) { nodes { name labels { key value } apps(first: 50) { nodes { name replicas
        pods(first: 50) { nodes { name phase nodeName } } services { nodes { name type clusterIP } } } } } } }`,
      lists: [
        '/api/v1/namespaces',
        DEPLOYMENTS,
        '/api/v1/pods',
        '/api/v1/services',
      ],
    },
    {
      name: "one tenant's page",
      query: `{ tenant(name: "${one}") { name apps { nodes { name image replicas status { phase message } pods { nodes { name status } } } } } }`,
      lists: [
        `/api/v1/namespaces/${one}`,
        ...[DEPLOYMENTS, REPLICA_SETS, SLICES].map(inside),
        ...['pods', 'services', 'events'].map((plural) =>
          inside(`/api/v1/${plural}`),
        ),
      ],
    },
    {
      name: 'status of all apps',
      query: `{ tenants(first: 200) { nodes { name apps(first: 50) { nodes { name status { phase message problems { code } } } } } } }`,
      lists: [
        '/api/v1/namespaces',
        DEPLOYMENTS,
        REPLICA_SETS,
        SLICES,
        '/api/v1/pods',
        '/api/v1/services',
        '/api/v1/events',
      ],
    },
  ];
}
