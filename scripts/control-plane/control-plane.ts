import { readFile, rm } from 'node:fs/promises';

import { toKubeconfig } from '../../devcluster/kubeconfig.js';
import {
  type ApiClient,
  createApiClient,
} from '../../devcluster/kubelet/api-client.js';
import { startFakeKubelet } from '../../devcluster/kubelet/start-fake-kubelet.js';
import { createPeople } from '../../devcluster/people.js';
import { say } from '../../devcluster/process/say.js';
import type { Binary } from './binary.js';
import { Component, type Program } from './component.js';
import { DataFolder } from './data-folder.js';
import { eventually } from './eventually.js';
import {
  apiserverFlags,
  controllerManagerFlags,
  etcdFlags,
  type Ports,
  schedulerFlags,
} from './flags.js';
import { freePorts } from './free-ports.js';
import { createComponentUser, toTokenFile } from './users.js';

export interface ControlPlaneOptions {
  /** More flags for the API server. */
  apiserverArgs: readonly string[];
  /** Programs that are left out: controller-manager, scheduler. */
  without: readonly string[];
}

const PATIENCE_MS = 120_000;
/** The cluster's name in the kubeconfig. */
const CLUSTER = 'moorage-test';

/** A real Kubernetes control plane on loopback, with a data folder of its own. */
export class ControlPlane {
  readonly data = new DataFolder();
  readonly people = createPeople();
  server = '';
  readonly #components: Component[] = [];
  #kubelet?: { stop(): Promise<void> };
  #reportDeath: (reason: Error) => void = () => undefined;

  /** Rejects when a component dies before the control plane is stopped. */
  readonly death = new Promise<never>((_, reject) => {
    this.#reportDeath = reject;
  });

  constructor(
    private readonly binary: Binary,
    private readonly signal: AbortSignal,
  ) {
    this.death.catch(() => undefined);
  }

  /** Process ids by program. */
  get pids(): Record<string, number> {
    return Object.fromEntries(
      this.#components.map(({ program, pid }) => [program, pid]),
    );
  }

  /** Starts everything in order and resolves when pods can be made. Call stop() also when it throws. */
  async start(options: ControlPlaneOptions): Promise<void> {
    await Promise.race([this.#start(options), this.death]);
  }

  async #start({ apiserverArgs, without }: ControlPlaneOptions): Promise<void> {
    const { data } = this;
    const ports = await choosePorts();
    const admin = this.people[0];
    const users = ['controller-manager', 'scheduler'].map(createComponentUser);
    data.writeServiceAccountKeys();
    data.write(data.tokens, toTokenFile([...this.people, ...users]));
    this.server = `https://127.0.0.1:${ports.apiserver}`;

    this.#run('etcd', etcdFlags(data, ports));
    this.#run('apiserver', apiserverFlags(data, ports, apiserverArgs));
    // The API server makes its certificate when it starts, and it signs itself.
    const ca = await this.#eventually('the certificate of the API server', () =>
      readFile(data.ca, 'utf8').then((text) => text || undefined),
    );
    const connection = { server: this.server, ca, token: admin?.token ?? '' };
    const client = createApiClient(connection);
    try {
      await this.#eventually('the API server being ready', () =>
        isAnswer(client, '/readyz', 'ok'),
      );
      for (const user of users)
        data.write(
          data.kubeconfigOf(user.context),
          toKubeconfig(CLUSTER, this.server, ca, [user]),
        );
      data.write(
        data.kubeconfig,
        toKubeconfig(CLUSTER, this.server, ca, this.people),
      );
      const hasControllers = !without.includes('controller-manager');
      if (hasControllers)
        this.#run('controller-manager', controllerManagerFlags(data, ports));
      if (!without.includes('scheduler'))
        this.#run('scheduler', schedulerFlags(data, ports));
      this.#kubelet = await startFakeKubelet({ ...connection, log: say });
      // Without controllers neither the taint goes nor an account comes until the command starts its own.
      if (hasControllers) await this.#waitForPods(client);
    } finally {
      await client.close();
    }
  }

  // Waits for what a first pod needs: a node without taints and a service account.
  async #waitForPods(client: ApiClient): Promise<void> {
    await this.#eventually('the node being ready', async () => {
      const nodes = await client.send<NodeList>({
        method: 'GET',
        path: '/api/v1/nodes',
      });
      return nodes.items.some(isUsable) || undefined;
    });
    await this.#eventually('the service account of a namespace', () =>
      client.send({
        method: 'GET',
        path: '/api/v1/namespaces/default/serviceaccounts/default',
      }),
    );
  }

  /** Stops what was started, in reverse order, and removes the data folder. */
  async stop(): Promise<void> {
    await this.#kubelet?.stop();
    for (const component of this.#components.toReversed())
      await component.stop();
    await rm(this.data.path, { recursive: true, force: true });
  }

  #run(program: Program, flags: readonly string[]): void {
    this.signal.throwIfAborted();
    const component = new Component(
      program,
      this.binary.path,
      flags,
      this.data.logOf(program),
    );
    this.#components.push(component);
    void component.death().then(this.#reportDeath);
  }

  #eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
    return eventually(what, PATIENCE_MS, this.signal, ask);
  }
}

interface NodeList {
  items: {
    spec: { taints?: unknown[] };
    status: { conditions?: { type: string; status: string }[] };
  }[];
}

function isUsable({ spec, status }: NodeList['items'][number]): boolean {
  const ready = status.conditions?.find((one) => one.type === 'Ready');
  return ready?.status === 'True' && !spec.taints?.length;
}

async function isAnswer(
  client: ApiClient,
  path: string,
  text: string,
): Promise<true | undefined> {
  const answer = await client.send<string>({ method: 'GET', path });
  return answer === text || undefined;
}

async function choosePorts(): Promise<Ports> {
  const [
    etcdClient = 0,
    etcdPeer = 0,
    apiserver = 0,
    controllerManager = 0,
    scheduler = 0,
  ] = await freePorts(5);
  return { etcdClient, etcdPeer, apiserver, controllerManager, scheduler };
}
