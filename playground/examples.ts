import { type Example, OUTCOME } from './example.js';
import { RELEASE_EXAMPLES } from './release-examples.js';

/** The examples, to be run from left to right. */
export const EXAMPLES: Example[] = [
  {
    name: 'WhereAmI',
    query: `# Welcome to Moorage. Run this with the button above, then
# go through the tabs from left to right.
# Does the server ask for a token? Put {"authorization":
# "Bearer <token>"} into the Headers pane below.
query WhereAmI {
  viewer { name groups }
  cluster {
    version
    source
    nodes { name ready cpu memory pods }
  }
}`,
  },
  {
    name: 'CreateTenant',
    query: `# A tenant is a namespace for one team. The name in the
# variables was made up for you.
mutation CreateTenant($input: CreateTenantInput!) {
  createTenant(input: $input) {
    tenant { id name displayName createdAt createdBy podSecurity }
    ${OUTCOME}
  }
}`,
    variables: { input: { name: 'TENANT', displayName: 'A demo' } },
  },
  {
    name: 'CreateApp',
    query: `# An app: two pods of one image, and a service in front of
# them. "changes" lists what was written.
mutation CreateApp($input: CreateAppInput!) {
  createApp(input: $input) {
    app { id name image replicas ports { name port exposure } }
    ${OUTCOME}
  }
}`,
    variables: {
      input: {
        tenant: 'TENANT',
        name: 'web',
        image: 'nginxinc/nginx-unprivileged:1.27',
        cpu: '100m',
        memory: '128Mi',
        replicas: 2,
        ports: [{ port: 8080 }],
      },
    },
  },
  {
    name: 'Everything',
    query: `# Everything in one round trip. "extensions" in the answer
# says how few lists it took.
query Everything {
  tenants(first: 20, orderBy: NEWEST) {
    totalCount
    nodes {
      name
      apps {
        nodes {
          name
          image
          replicas
          pods { nodes { name phase ready nodeName } }
          services { nodes { name type clusterIP } }
        }
      }
    }
  }
}`,
  },
  {
    name: 'ScaleApp',
    query: `# Another number of pods. The running ones are not
# restarted.
mutation ScaleApp($input: ScaleAppInput!) {
  scaleApp(input: $input) {
    app { name replicas }
    ${OUTCOME}
  }
}`,
    variables: { input: { tenant: 'TENANT', name: 'web', replicas: 3 } },
  },
  {
    name: 'UpdateApp',
    query: `# What is not sent stays as it is. "diff" shows the fields
# that changed.
mutation UpdateApp($input: UpdateAppInput!) {
  updateApp(input: $input) {
    app { name image memory memoryLimit env { name value } }
    userErrors { code message field }
    changes { kind name action diff { path before after } }
    warnings
  }
}`,
    variables: {
      input: {
        tenant: 'TENANT',
        name: 'web',
        image: 'nginxinc/nginx-unprivileged:1.28',
        memory: '192Mi',
        setEnv: [{ name: 'GREETING', value: 'hello' }],
      },
    },
  },
  ...RELEASE_EXAMPLES,
  {
    name: 'OneTenant',
    query: `# One tenant with all of its pods and services, and the app
# that each belongs to.
query OneTenant($name: String!) {
  tenant(name: $name) {
    name
    pods { nodes { name phase app { name } containers { name image state restarts } } }
    services { nodes { name type ports { port targetPort nodePort } app { name } } }
  }
}`,
    variables: { name: 'TENANT' },
  },
  {
    name: 'WhyIsItNotRunning',
    query: `# One word for how an app is, what serves now and how far the
# last change is, and what is wrong: in plain words, with the
# numbers as facts and Kubernetes' own words in "raw".
query WhyIsItNotRunning($tenant: String!, $app: String!) {
  app(tenant: $tenant, name: $app) {
    status {
      phase
      message
      serving { desired available updated old }
      rollout { state message }
      problems { code severity title hint raw podNames facts { key value } }
    }
    pods { nodes { name status restarts } }
    events(type: WARNING, first: 5) { reason message count lastSeen }
  }
}`,
    variables: { tenant: 'TENANT', app: 'web' },
  },
  {
    name: 'Logs',
    query: `# The last lines of all pods of an app, merged by time.
# "notes" say why a log is missing. Try previous: true for
# what a container wrote before it crashed.
query Logs($tenant: String!, $app: String!) {
  app(tenant: $tenant, name: $app) {
    logs(tail: 50) {
      lines { time podName text }
      truncated
      notes
    }
  }
}`,
    variables: { tenant: 'TENANT', app: 'web' },
  },
  {
    name: 'PreviewWithDryRun',
    query: `# dryRun asks the cluster without storing anything: the
# changes show what would be written.
mutation PreviewWithDryRun($input: CreateAppInput!) {
  createApp(input: $input) {
    userErrors { code message field }
    changes { kind name action diff { path after } }
    warnings
  }
}`,
    variables: {
      input: {
        tenant: 'TENANT',
        name: 'preview',
        image: 'ghcr.io/acme/preview:v1',
        memory: '256Mi',
        ports: [{ port: 9080 }],
        dryRun: true,
      },
    },
  },
  {
    name: 'ApplyManifests',
    query: `# Anything else goes by YAML. The cluster is asked about all
# documents before the first one is written.
mutation ApplyManifests($input: ApplyManifestsInput!) {
  applyManifests(input: $input) {
    resources { kind name }
    userErrors { code message facts { key value } }
    changes { kind name action reason diff { path before after } }
    warnings
  }
}`,
    variables: {
      input: {
        namespace: 'TENANT',
        manifests:
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  greeting: hello\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: extra\nspec:\n  selector: { name: web }\n  ports: [{ port: 80 }]\n',
      },
    },
  },
  {
    name: 'Resources',
    query: `# Objects of any kind that the cluster serves, custom ones
# too: resourceKinds lists them. Values of Secrets are left
# out unless you say reveal: true.
query Resources($namespace: String) {
  resources(apiVersion: "v1", kind: "ConfigMap", namespace: $namespace) {
    nodes { name createdAt data: object(path: "/data") yaml }
    pageInfo { hasNextPage endCursor consistent }
  }
  resourceKinds(namespaced: true) { apiVersion kind verbs }
}`,
    variables: { namespace: 'TENANT' },
  },
  {
    name: 'DeleteApp',
    query: `# The app with its pods, its service and its secrets.
mutation DeleteApp($input: DeleteAppInput!) {
  deleteApp(input: $input) {
    deletedId
    ${OUTCOME}
  }
}`,
    variables: { input: { tenant: 'TENANT', name: 'web' } },
  },
  {
    name: 'DeleteTenant',
    query: `# The tenant with everything in it. The name is asked for
# twice, so that no slip deletes a tenant.
mutation DeleteTenant($input: DeleteTenantInput!) {
  deleteTenant(input: $input) {
    deletedId
    ${OUTCOME}
  }
}`,
    variables: { input: { name: 'TENANT', confirmName: 'TENANT' } },
  },
];
