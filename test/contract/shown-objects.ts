import { expect } from '@jest/globals';

import { aTemplate, aWorkload, IMAGE, pathsOf } from './workloads.js';

/** What is left of an age of less than two minutes. */
export const AGE: unknown = expect.stringMatching(/^\d+s$/);
const TIME: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
const IP: unknown = expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/);
const RBAC = 'rbac.authorization.k8s.io';

export interface ShownObject {
  at: string;
  body: { metadata: { name: string } };
  cells: unknown[];
}

/** Objects of a namespace and what their rows show. */
export function toShownObjects(namespace: string): ShownObject[] {
  const paths = pathsOf(namespace);
  const { core, services, endpoints, slices } = paths;
  const rbac = `/apis/${RBAC}/v1/namespaces/${namespace}`;
  const networking = `/apis/networking.k8s.io/v1/namespaces/${namespace}`;
  const scalers = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`;
  const shown = (
    at: string,
    body: object,
    ...cells: unknown[]
  ): ShownObject => ({
    at,
    body: { metadata: { name: String(cells[0]) }, ...body },
    cells,
  });
  const ips = (...all: string[]) => all.map((ip) => ({ ip }));
  const template = aTemplate('x');
  return [
    shown(
      paths.configMaps,
      { data: { a: '', b: '' }, binaryData: { c: '' } },
      ...['settings', 3, AGE],
    ),
    shown(
      `${core}/secrets`,
      { stringData: { a: '' } },
      ...['secret', 'Opaque', 1, AGE],
    ),
    shown(
      services,
      {
        spec: {
          type: 'LoadBalancer',
          allocateLoadBalancerNodePorts: false,
          ports: [
            { name: 'a', port: 80 },
            { name: 'b', port: 53, protocol: 'UDP' },
          ],
        },
      },
      ...['balanced', 'LoadBalancer', IP, '<pending>', '80/TCP,53/UDP'],
      ...[AGE, '<none>'],
    ),
    shown(
      services,
      {
        spec: {
          type: 'NodePort',
          ports: [{ port: 1 }],
          externalIPs: ['9.8.7.6'],
        },
      },
      ...['on-nodes', 'NodePort', IP, '9.8.7.6'],
      ...[expect.stringMatching(/^1:3\d{4}\/TCP$/), AGE, '<none>'],
    ),
    shown(
      services,
      { spec: { clusterIP: 'None', selector: { b: '2', a: '1', 'a-b': '3' } } },
      ...['bare', 'ClusterIP', 'None', '<none>', '<none>', AGE],
      'a-b=3,a=1,b=2',
    ),
    shown(
      services,
      { spec: { type: 'ExternalName', externalName: 'example.com' } },
      ...['far', 'ExternalName', '<none>', 'example.com', '<none>', AGE],
      '<none>',
    ),
    shown(
      endpoints,
      {
        subsets: [
          { addresses: ips('1.1.1.1', 'fd00::1'), ports: [{ port: 80 }] },
          { addresses: ips('1.1.1.2', '1.1.1.3') },
        ],
      },
      ...['many', '1.1.1.1:80,[fd00::1]:80,1.1.1.2 + 1 more...', AGE],
    ),
    shown(endpoints, {}, ...['none', '<none>', AGE]),
    shown(
      slices,
      {
        addressType: 'IPv4',
        endpoints: [{ addresses: ['1.1.1.1'] }, { addresses: ['1.1.1.2'] }],
        ports: [{ name: 'a', port: 80 }, { name: 'b' }],
      },
      ...['slice', 'IPv4', '80,b', '1.1.1.1,1.1.1.2', AGE],
    ),
    shown(
      paths.deployments,
      aWorkload('app', { replicas: 0 }),
      ...['app', '0/0', 0, 0, AGE, 'c', IMAGE, 'app=app'],
    ),
    shown(
      paths.replicaSets,
      aWorkload('set', { replicas: 0 }),
      ...['set', 0, 0, 0, AGE, 'c', IMAGE, 'app=set'],
    ),
    shown(
      paths.controllers,
      { spec: { replicas: 0, selector: { app: 'x' }, template } },
      ...['controller', 0, 0, 0, AGE, 'c', IMAGE, 'app=x'],
    ),
    shown(
      `${core}/podtemplates`,
      { template },
      ...['pattern', 'c', IMAGE, 'app=x'],
    ),
    shown(
      scalers,
      {
        spec: {
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'no',
          },
          maxReplicas: 3,
        },
      },
      ...['scaler', 'Deployment/no', 'cpu: <unknown>/80%', '1', 3, 0, AGE],
    ),
    shown(
      `${core}/persistentvolumeclaims`,
      {
        spec: {
          accessModes: ['ReadWriteMany', 'ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
          storageClassName: 'slow',
        },
      },
      ...['claim', 'Pending', '', '', '', 'slow', '<unset>', AGE, 'Filesystem'],
    ),
    shown(
      `${networking}/networkpolicies`,
      {
        spec: {
          podSelector: {
            matchLabels: { b: '1' },
            matchExpressions: [
              { key: 'a', operator: 'In', values: ['y', 'x'] },
              { key: 'c', operator: 'DoesNotExist' },
            ],
          },
        },
      },
      ...['policy', 'a in (x,y),b=1,!c', AGE],
    ),
    shown(
      `${rbac}/rolebindings`,
      {
        roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'view' },
        subjects: [
          { apiGroup: RBAC, kind: 'User', name: 'u1' },
          { apiGroup: RBAC, kind: 'User', name: 'u2' },
          { kind: 'ServiceAccount', namespace: 'x', name: 's' },
        ],
      },
      ...['binding', 'ClusterRole/view', AGE, 'u1, u2', '', 'x/s'],
    ),
    shown(`${rbac}/roles`, { rules: [] }, ...['role', TIME]),
    shown(
      paths.events,
      {
        // The name is not the first that is shown.
        metadata: { name: 'event' },
        involvedObject: {
          kind: 'Pod',
          name: 'p',
          namespace,
          fieldPath: 'spec',
        },
        reason: 'Why',
        message: ' what\n',
        type: 'Normal',
        source: { component: 'who', host: 'where' },
        count: 3,
      },
      ...['<unknown>', 'Normal', 'Why', 'pod/p', 'spec', 'who, where', 'what'],
      ...['<unknown>', 3, 'event'],
    ),
    shown(
      `${core}/resourcequotas`,
      { spec: { hard: { 'limits.cpu': '9000m', 'count/pods': '99' } } },
      ...['quota', 'count/pods: 0/99', 'limits.cpu: 0/9', AGE],
    ),
  ];
}
