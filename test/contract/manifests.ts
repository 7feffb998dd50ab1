/** A pod that no scheduler takes, so that it stays as it was made. */
export function aWaitingPod(name: string, labels?: Record<string, string>) {
  return {
    metadata: { name, labels },
    spec: {
      schedulerName: 'nobody',
      containers: [{ name: 'main', image: 'example.com/app:1' }],
    },
  };
}

const template = (app: string) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'main', image: 'example.com/app:1' }] },
});

/** A Deployment or ReplicaSet; without replicas unless it is told otherwise. */
export function aWorkload(name: string, replicas = 0) {
  return {
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: template(name),
    },
  };
}

/** A ReplicationController; without replicas unless it is told otherwise. */
export function aReplicationController(name: string, replicas = 0) {
  return {
    metadata: { name },
    spec: { replicas, selector: { app: name }, template: template(name) },
  };
}

/** A Service that selects the pods of its own name. */
export function aService(name: string) {
  return {
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  };
}
