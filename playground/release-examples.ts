import { type Example, OUTCOME } from './example.js';

/** Secrets, rollback, restart, stop and start of the app that the other examples make. */
export const RELEASE_EXAMPLES: Example[] = [
  {
    name: 'SetAppSecrets',
    query: `# A secret is write-only: the app sees it as a variable, no
# answer ever has its value.
mutation SetAppSecrets($input: SetAppSecretsInput!) {
  setAppSecrets(input: $input) {
    app { secrets { name updatedAt } env { name value source } }
    ${OUTCOME}
  }
}`,
    variables: {
      input: {
        tenant: 'TENANT',
        name: 'web',
        set: [{ name: 'DB_PASSWORD', value: 'correct-horse' }],
      },
    },
  },
  {
    name: 'RollbackApp',
    query: `# Back to the revision before: image, variables and secrets.
# The number of pods stays. Run it twice to come back.
mutation RollbackApp($input: RollbackAppInput!) {
  rollbackApp(input: $input) {
    app { image replicas env { name value source } }
    ${OUTCOME}
  }
}`,
    variables: { input: { tenant: 'TENANT', name: 'web' } },
  },
  {
    name: 'RestartApp',
    query: `# New pods, one by one, without a change.
mutation RestartApp($input: RestartAppInput!) {
  restartApp(input: $input) {
    app { name image }
    ${OUTCOME}
  }
}`,
    variables: { input: { tenant: 'TENANT', name: 'web' } },
  },
  {
    name: 'StopApp',
    query: `# No pods for a while; their number is remembered.
mutation StopApp($input: StopAppInput!) {
  stopApp(input: $input) {
    app { name replicas }
    ${OUTCOME}
  }
}`,
    variables: { input: { tenant: 'TENANT', name: 'web' } },
  },
  {
    name: 'StartApp',
    query: `# As many pods as before the stop.
mutation StartApp($input: StartAppInput!) {
  startApp(input: $input) {
    app { name replicas }
    ${OUTCOME}
  }
}`,
    variables: { input: { tenant: 'TENANT', name: 'web' } },
  },
];
