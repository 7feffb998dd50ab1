import { jest } from '@jest/globals';

import {
  type ApiCall,
  type ApiClient,
  ApiStatusError,
} from '../../../../devcluster/kubelet/api-client.js';
import type { ConfigurationObject } from '../../../../devcluster/kubelet/configuration/reference.js';
import type { Happening } from '../../../../devcluster/kubelet/events/event-object.js';
import { ImageStore } from '../../../../devcluster/kubelet/images/image-store.js';
import { createLimit } from '../../../../devcluster/kubelet/limit.js';
import { NodePressure } from '../../../../devcluster/kubelet/node-pressure.js';
import { Pace } from '../../../../devcluster/kubelet/pace.js';
import type {
  ContainerSpec,
  PodCondition,
  PodObject,
  PodSpec,
} from '../../../../devcluster/kubelet/pod-object.js';
import { PodRoom } from '../../../../devcluster/kubelet/pod-room.js';

/** What a status has of one container. */
export interface ToldContainer {
  name: string;
  image: string;
  imageID: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: ToldState;
  lastState: ToldState;
  [field: string]: unknown;
}

interface ToldState {
  waiting?: { reason: string; message?: string };
  running?: object;
  terminated?: { exitCode: number; reason: string; message?: string };
}

export interface ToldStatus {
  phase: string;
  reason?: string;
  message?: string;
  conditions: PodCondition[];
  containerStatuses: ToldContainer[];
  initContainerStatuses?: ToldContainer[];
}

/** Returns a pod on the node n1; wordings are those of the first variant. */
export function aPod(
  container: Partial<ContainerSpec> = {},
  spec: Partial<PodSpec> = {},
  annotations: Record<string, string> = {},
): PodObject {
  return {
    metadata: {
      name: 'web',
      namespace: 'shop',
      uid: '11111111-2222-3333-4444-555555555555',
      resourceVersion: '10',
      generation: 1,
      annotations: { 'devcluster.moorage.dev/variant': '1', ...annotations },
    },
    spec: {
      nodeName: 'n1',
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      containers: [
        { name: 'c', image: 'registry.example/app:1', ...container },
      ],
      ...spec,
    },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  };
}

/** A kubelet without a cluster: its clock is jest's, its calls are kept, its Secrets and ConfigMaps are set by hand. */
export class KubeletOnPaper {
  readonly calls: ApiCall[] = [];
  readonly events: Happening[] = [];
  readonly objects = new Map<string, ConfigurationObject>();
  readonly pressure = new NodePressure();
  readonly room: PodRoom;
  #revision = 100;

  constructor(timeFactor = 1) {
    const client: ApiClient = {
      send: <T>(call: ApiCall) => this.#answer(call) as Promise<T>,

      lines: async function* () {
        throw new Error('nothing is watched here');
      },
      close: () => Promise.resolve(),
    };
    this.room = new PodRoom(new Set(['n1']), this.pressure, {
      client,
      limit: createLimit(8),
      pace: new Pace(timeFactor),
      recorder: {
        record: (_, happening) => this.events.push(happening),
        close: () => undefined,
      },
      images: new ImageStore(),
      read: (kind, namespace, name) =>
        Promise.resolve(this.objects.get(`${kind} ${namespace}/${name}`)),
      log: () => undefined,
    });
  }

  setObject(kind: string, name: string, keys: string[], type?: string): void {
    const object = { keys: new Set(keys), ...(type && { type }) };
    this.objects.set(`${kind} shop/${name}`, object);
  }

  /** The status told last. */
  get status(): ToldStatus {
    const patch = this.calls.findLast(({ method }) => method === 'PATCH');
    if (!patch) throw new Error('no status was told');
    return (patch.body as { status: ToldStatus }).status;
  }

  get container(): ToldContainer {
    const [first] = this.status.containerStatuses;
    if (!first) throw new Error('no container');
    return first;
  }

  get isDeleted(): boolean {
    return this.calls.some(({ method }) => method === 'DELETE');
  }

  condition(type: string): PodCondition | undefined {
    return this.status.conditions.find((one) => one.type === type);
  }

  messages(reason: string): string[] {
    return this.events
      .filter((one) => one.reason === reason)
      .map(({ message }) => message);
  }

  async #answer({ method, path, ...call }: ApiCall): Promise<unknown> {
    this.calls.push({ method, path, ...call });
    if (method === 'GET') throw new ApiStatusError(404, path);
    this.#revision += 1;
    return Promise.resolve({
      metadata: { resourceVersion: `${this.#revision}` },
    });
  }
}

/** Lets promises settle and `ms` of jest's time pass. */
export async function pass(ms = 0): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
}

/** Starts the pod and lets what happens at once happen. */
export async function start(
  pod: PodObject,
  kubelet = new KubeletOnPaper(),
): Promise<KubeletOnPaper> {
  kubelet.room.onChange(pod);
  await pass();
  return kubelet;
}
