/** What the environment holds; an empty variable counts as none. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable that the server reads: docs/configuration.md has a row for each. */
export const ENVIRONMENT: readonly {
  name: string;
  description: string;
  default?: string;
}[] = [
  { name: 'HOST', description: 'Address to listen on', default: '127.0.0.1' },
  {
    name: 'PORT',
    description: 'Port to listen on; 0 takes a free one',
    default: '4000',
  },
  {
    name: 'KUBECONFIG',
    description: 'Kubeconfig files, separated as in PATH',
    default: '~/.kube/config',
  },
  {
    name: 'MOORAGE_CLUSTER',
    description:
      'Where the cluster is found: auto, embedded, kubeconfig or in-cluster',
    default: 'auto',
  },
  {
    name: 'MOORAGE_DEMO',
    description: 'Whether the embedded cluster has demo content: on or off',
    default: 'on',
  },
  {
    name: 'MOORAGE_CONTEXT',
    description: 'Context of the kubeconfig',
    default: 'its current context',
  },
  {
    name: 'MOORAGE_CLUSTER_SERVER',
    description: "Address of the API server instead of the kubeconfig's",
    default: "that of the context's cluster",
  },
  {
    name: 'MOORAGE_AUTH',
    description:
      'Who may ask: token (each caller brings one of the cluster), oidc (one of an identity provider) or local',
    default: 'local on a loopback address',
  },
  {
    name: 'MOORAGE_OIDC',
    description:
      'With oidc: whose tokens count, and how their users are called at the cluster, as JSON',
  },
  {
    name: 'MOORAGE_CORS_ORIGINS',
    description: 'Origins of pages that may read answers, separated by commas',
  },
  {
    name: 'MOORAGE_PLAYGROUND',
    description: 'Whether the query editor is served: on or off',
    default: 'on on a loopback address, else off',
  },
  {
    name: 'MOORAGE_INTROSPECTION',
    description: 'Whether the schema may be asked for: on or off',
    default: 'on on a loopback address, else off',
  },
  {
    name: 'MOORAGE_COMPILED_QUERIES',
    description: 'Whether queries are compiled into functions: on or off',
    default: 'on',
  },
  {
    name: 'MOORAGE_RESERVED_TENANTS',
    description: 'Names that no tenant may take, separated by commas',
  },
  {
    name: 'MOORAGE_DNS_ADDRESSES',
    description:
      'Addresses of DNS caches outside of kube-system that tenants may ask, separated by commas',
  },
  {
    name: 'MOORAGE_NETWORK_POLICY',
    description:
      "Whether the cluster's network enforces network policies: enforced or unknown",
    default: 'unknown',
  },
  {
    name: 'MOORAGE_STATUS_PATIENCE',
    description:
      'Factor on how long passing trouble may last before the status of an app counts it',
    default: '1',
  },
  {
    name: 'MOORAGE_LOG_LEVEL',
    description: 'fatal, error, warn, info, debug, trace or silent',
    default: 'info',
  },
  {
    name: 'MOORAGE_OPERATION_SECONDS',
    description: 'Deadline of the reads of one operation',
    default: '60',
  },
  {
    name: 'MOORAGE_CLUSTER_CONNECT_SECONDS',
    description: 'Deadline of connecting to the cluster',
    default: '10',
  },
  {
    name: 'MOORAGE_CLUSTER_READ_SECONDS',
    description: 'Deadline of the answer to one read',
    default: '25',
  },
  {
    name: 'MOORAGE_CLUSTER_WRITE_SECONDS',
    description: 'Deadline of the answer to one write',
    default: '65',
  },
  {
    name: 'MOORAGE_CLUSTER_REQUESTS_PER_SECOND',
    description: 'How many requests a second the cluster may get',
    default: 'no limit',
  },
  {
    name: 'MOORAGE_CLUSTER_BURST',
    description: 'With that limit: how many may leave at once after a rest',
    default: 'what two seconds allow',
  },
  {
    name: 'MOORAGE_CLUSTER_HEADERS',
    description:
      'Header fields that every request to the cluster carries besides, as a JSON object',
  },
  {
    name: 'MOORAGE_MAX_ANSWER_MIB',
    description:
      'What one operation may read in lists of the cluster, and in one answer, in MiB',
    default: '512',
  },
  {
    name: 'MOORAGE_MAX_COST',
    description:
      'How many calls to the cluster one operation may need; see extensions.cost',
    default: '2000',
  },
  {
    name: 'MOORAGE_MAX_PRODUCED',
    description: 'How many objects one answer may have in its nested pages',
    default: '100000',
  },
  {
    name: 'MOORAGE_MAX_OBJECTS',
    description: 'How many objects one operation may read in lists',
    default: '200000',
  },
  {
    name: 'KUBERNETES_SERVICE_HOST',
    description: 'Set by the cluster in its pods',
  },
  {
    name: 'KUBERNETES_SERVICE_PORT',
    description: 'Set by the cluster in its pods',
  },
];

/** The known variables of this process. */
export function readEnvironment(): Environment {
  return Object.fromEntries(
    ENVIRONMENT.map(({ name }) => [
      name,
      process.env[name]?.trim() || undefined,
    ]),
  );
}

/** All that the process was given, for the programs of a kubeconfig, which find their own settings in it. */
export function inheritedEnvironment(): Environment {
  return { ...process.env };
}
