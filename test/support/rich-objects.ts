/** Objects that have as many fields set as an API server takes without anything running behind them, by their collections. */
export const RICH_OBJECTS: { path: string; object: object }[] = [
  {
    path: 'pods',
    object: {
      metadata: {
        name: 'rich',
        labels: { app: 'rich', empty: '' },
        annotations: { note: 'ü "quoted" \\ ]}', 'moorage.dev/x': '' },
        finalizers: ['moorage.dev/test'],
      },
      spec: {
        schedulerName: 'nobody',
        nodeSelector: { disk: 'fast' },
        terminationGracePeriodSeconds: 0,
        activeDeadlineSeconds: 4_000_000,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        hostAliases: [{ ip: '10.0.0.9', hostnames: ['a', 'b'] }],
        imagePullSecrets: [{ name: 'pull' }],
        tolerations: [
          { key: 'a', operator: 'Exists', effect: 'NoExecute' },
          {
            key: 'b',
            value: 'c',
            effect: 'NoExecute',
            tolerationSeconds: 0,
          },
        ],
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 7,
                podAffinityTerm: {
                  topologyKey: 'zone',
                  labelSelector: {
                    matchExpressions: [
                      { key: 'app', operator: 'In', values: ['rich'] },
                    ],
                  },
                },
              },
            ],
          },
        },
        securityContext: { runAsUser: 0, fsGroup: 2_000, sysctls: [] },
        initContainers: [
          { name: 'before', image: 'moorage.dev/completes', args: ['', 'x'] },
        ],
        containers: [
          {
            name: 'main',
            image: 'registry.example.com/app:1',
            env: [
              { name: 'EMPTY', value: '' },
              {
                name: 'NODE',
                valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } },
              },
              {
                name: 'SECRET',
                valueFrom: {
                  secretKeyRef: { name: 's', key: 'k', optional: false },
                },
              },
            ],
            ports: [{ name: 'http', containerPort: 8080, protocol: 'UDP' }],
            resources: {
              requests: { cpu: '1500m', memory: '1Gi' },
              limits: { memory: '1.5Gi' },
            },
            readinessProbe: {
              httpGet: { path: '/ready', port: 'http' },
              initialDelaySeconds: 0,
              periodSeconds: 7,
            },
            livenessProbe: { tcpSocket: { port: 8080 }, failureThreshold: 2 },
            startupProbe: { exec: { command: ['true', ''] } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
            },
            volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
          },
        ],
        volumes: [
          { name: 'scratch', emptyDir: {} },
          { name: 'claimed', persistentVolumeClaim: { claimName: 'data' } },
          { name: 'map', configMap: { name: 'm', defaultMode: 256 } },
        ],
      },
    },
  },
  {
    path: 'services',
    object: {
      metadata: { name: 'rich' },
      spec: {
        type: 'NodePort',
        selector: { app: 'rich' },
        sessionAffinity: 'ClientIP',
        publishNotReadyAddresses: true,
        ports: [
          { name: 'a', port: 80, targetPort: 'http' },
          { name: 'b', port: 81, targetPort: 8081, protocol: 'UDP' },
        ],
      },
    },
  },
  {
    path: 'replicationcontrollers',
    object: {
      metadata: { name: 'rich' },
      spec: {
        replicas: 0,
        selector: { app: 'none' },
        template: {
          metadata: { labels: { app: 'none' } },
          spec: { containers: [{ name: 'a', image: 'a' }] },
        },
      },
    },
  },
  {
    path: 'secrets',
    object: {
      metadata: { name: 'rich' },
      immutable: true,
      data: { binary: 'AP8Q', empty: '' },
    },
  },
  {
    path: 'limitranges',
    object: {
      metadata: { name: 'rich' },
      spec: { limits: [{ type: 'Pod', max: { cpu: '100' } }] },
    },
  },
  {
    path: 'apps/v1 deployments',
    object: {
      metadata: { name: 'rich', annotations: { a: 'b' } },
      spec: {
        replicas: 0,
        paused: true,
        minReadySeconds: 3,
        strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
        selector: { matchLabels: { app: 'rich-deployment' } },
        template: {
          metadata: { labels: { app: 'rich-deployment' } },
          spec: { containers: [{ name: 'a', image: 'a' }] },
        },
      },
    },
  },
  {
    path: 'apps/v1 replicasets',
    object: {
      metadata: { name: 'rich' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'rich-set' } },
        template: {
          metadata: { labels: { app: 'rich-set' } },
          spec: { containers: [{ name: 'a', image: 'a' }] },
        },
      },
    },
  },
  {
    path: 'autoscaling/v2 horizontalpodautoscalers',
    object: {
      metadata: { name: 'rich' },
      spec: {
        minReplicas: 1,
        maxReplicas: 3,
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'rich',
        },
      },
    },
  },
  {
    path: 'networking.k8s.io/v1 networkpolicies',
    object: {
      metadata: { name: 'rich' },
      spec: {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{}],
        egress: [
          {
            to: [{ ipBlock: { cidr: '::/0', except: ['fe80::/10'] } }],
            ports: [
              { protocol: 'UDP', port: 53 },
              { protocol: 'TCP', port: 'http' },
              { port: 1_000, endPort: 2_000 },
            ],
          },
        ],
      },
    },
  },
  {
    path: 'resourcequotas',
    object: {
      metadata: { name: 'rich' },
      spec: { hard: { pods: '100', 'requests.memory': '1.5Gi' } },
    },
  },
  {
    path: 'rbac.authorization.k8s.io/v1 rolebindings',
    object: {
      metadata: { name: 'rich' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'moorage-viewer',
      },
      subjects: [
        { kind: 'ServiceAccount', name: 'default', namespace: 'default' },
        {
          kind: 'User',
          apiGroup: 'rbac.authorization.k8s.io',
          name: 'nobody',
        },
      ],
    },
  },
  {
    path: 'events',
    object: {
      metadata: { name: 'rich' },
      involvedObject: { kind: 'Pod', name: 'rich', fieldPath: 'spec' },
      reason: 'Tested',
      message: 'Several "words"\nand a line',
      type: 'Warning',
      firstTimestamp: '2026-11-25T00:00:00Z',
      eventTime: '2026-11-25T00:00:00.000007Z',
      action: 'Testing',
      reportingComponent: 'test',
      reportingInstance: 'test',
      series: { count: 3, lastObservedTime: '2026-11-25T00:00:01.123456Z' },
    },
  },
];
