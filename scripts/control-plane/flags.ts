import type { DataFolder } from './data-folder.js';

/** The loopback ports of one run. */
export interface Ports {
  etcdClient: number;
  etcdPeer: number;
  apiserver: number;
  controllerManager: number;
  scheduler: number;
}

export function etcdFlags(data: DataFolder, ports: Ports): string[] {
  return [
    `--data-dir=${data.etcd}`,
    `--client-url=http://127.0.0.1:${ports.etcdClient}`,
    `--peer-url=http://127.0.0.1:${ports.etcdPeer}`,
  ];
}

/** `more` are flags of the person who runs it; they come last, so they win. */
export function apiserverFlags(
  data: DataFolder,
  ports: Ports,
  more: readonly string[],
): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${ports.etcdClient}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${ports.apiserver}`,
    // A loopback address is refused here, so this one is reserved for documentation and reaches nobody.
    '--advertise-address=192.0.2.10',
    `--cert-dir=${data.certificates}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${data.publicKey}`,
    `--service-account-signing-key-file=${data.privateKey}`,
    `--token-auth-file=${data.tokens}`,
    '--authorization-mode=Node,RBAC',
    '--anonymous-auth=false',
    '--allow-privileged=true',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--kubelet-preferred-address-types=InternalIP',
    // Tests and benches send as much as they can; the product is measured, not the queues of the API server.
    '--enable-priority-and-fairness=false',
    '--max-requests-inflight=0',
    '--max-mutating-requests-inflight=0',
    ...more,
  ];
}

export function controllerManagerFlags(
  data: DataFolder,
  ports: Ports,
): string[] {
  return [
    ...clientFlags(data, 'controller-manager'),
    `--service-account-private-key-file=${data.privateKey}`,
    `--root-ca-file=${data.ca}`,
    '--use-service-account-credentials=true',
    '--allocate-node-cidrs=false',
    `--secure-port=${ports.controllerManager}`,
    '--kube-api-qps=500',
    '--kube-api-burst=1000',
  ];
}

export function schedulerFlags(data: DataFolder, ports: Ports): string[] {
  return [
    ...clientFlags(data, 'scheduler'),
    `--secure-port=${ports.scheduler}`,
  ];
}

function clientFlags(data: DataFolder, program: string): string[] {
  const kubeconfig = data.kubeconfigOf(program);
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    `--cert-dir=${data.certificates}`,
  ];
}
