import { type ApiClient, ApiStatusError } from './api-client.js';
import { Container } from './container.js';
import type { Limit } from './limit.js';
import type { PodObject } from './pod-object.js';
import {
  isInitialized,
  type PodFacts,
  type PodStatusPatch,
  toPodStatus,
} from './pod-status.js';

/** What every pod of the kubelet shares. */
export interface PodServices {
  client: ApiClient;
  limit: Limit;
  log(message: string): void;
}

const RETRY_MS = 500;
const MERGE = 'application/strategic-merge-patch+json';

/** The life of one pod on a node: its containers, the status that is told to the API server, and its end. */
export class PodLife {
  readonly uid: string;
  readonly containers: readonly Container[];
  readonly #facts: PodFacts;
  readonly #path: string;
  #told?: { status: PodStatusPatch; text: string; revision: string };
  #isTelling = false;
  #isDirty = false;
  #isDeleting = false;
  #isOver = false;
  #retry?: NodeJS.Timeout;

  constructor(
    pod: PodObject,
    podIP: string,
    private readonly services: PodServices,
  ) {
    const { name, namespace, uid } = pod.metadata;
    const { spec, status } = pod;
    const restartPolicy = spec.restartPolicy ?? 'Always';
    const home = {
      namespace,
      pod: name,
      uid,
      restartPolicy,
      onChange: () => this.#advance(),
    };
    this.uid = uid;
    this.#path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    const init = (spec.initContainers ?? []).map(
      (one) => new Container(one, one.restartPolicy ? 'sidecar' : 'init', home),
    );
    const main = spec.containers.map((one) => new Container(one, 'main', home));
    this.containers = [...init, ...main];
    this.#facts = {
      init,
      main,
      restartPolicy,
      podIP: status?.podIP ?? podIP,
      startTime: status?.startTime ? new Date(status.startTime) : new Date(),
    };
  }

  /** Takes in the pod as the API server shows it, at first and after every change. */
  update(pod: PodObject): void {
    const { metadata, spec } = pod;
    if (metadata.deletionTimestamp) return this.#delete(pod);
    if (metadata.generation !== undefined)
      this.#facts.generation = metadata.generation;
    for (const { name, image } of [
      ...(spec.initContainers ?? []),
      ...spec.containers,
    ]) {
      const container = this.containers.find((one) => one.name === name);
      if (container && container.image !== image) container.changeImage(image);
    }
    if (this.#isOverwritten(pod)) this.#told = undefined;
    this.#advance();
  }

  /** Forgets the pod: nothing more is told. */
  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#retry);
    for (const one of this.containers) one.stop();
  }

  #advance(): void {
    if (this.#isOver) return;
    for (const one of this.#facts.init) {
      one.begin();
      // A sidecar lets the next one start as soon as it runs.
      if (one.role === 'sidecar' ? !one.log : !one.isDone) break;
    }
    if (isInitialized(this.#facts))
      for (const one of this.#facts.main) one.begin();
    void this.#tell();
  }

  // Somebody else wrote the status after us, as the node controller does when a node was silent for long.
  #isOverwritten({ metadata, status }: PodObject): boolean {
    if (!this.#told) return false;
    if (BigInt(metadata.resourceVersion) <= BigInt(this.#told.revision))
      return false;
    return this.#told.status.conditions.some(
      (told) =>
        !status?.conditions?.some(
          (one) => one.type === told.type && one.status === told.status,
        ),
    );
  }

  /** Sends the status of the moment; changes while a patch is under way are told by one more patch after it. */
  async #tell(): Promise<void> {
    this.#isDirty = true;
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      await this.services.limit(() => this.#patchUntilClean());
    } catch (error) {
      this.#tryAgain(error, () => this.#tell());
    } finally {
      this.#isTelling = false;
    }
  }

  async #patchUntilClean(): Promise<void> {
    while (this.#isDirty && !this.#isOver) {
      this.#isDirty = false;
      const status = toPodStatus(
        this.#facts,
        this.#told?.status.conditions ?? [],
      );
      const text = JSON.stringify(status);
      if (text === this.#told?.text) continue;
      const answer = await this.services.client.send<PodObject>({
        method: 'PATCH',
        path: `${this.#path}/status`,
        contentType: MERGE,
        // The uid keeps a late patch away from a younger pod of the same name.
        body: { metadata: { uid: this.uid }, status },
      });
      this.#told = { status, text, revision: answer.metadata.resourceVersion };
    }
  }

  #delete(pod: PodObject): void {
    if (this.#isDeleting || this.#isOver) return;
    this.#isDeleting = true;
    for (const one of this.containers) one.stop();
    void this.#confirmDeletion(pod);
  }

  async #confirmDeletion(pod: PodObject): Promise<void> {
    try {
      // Whoever holds the pod by a finalizer waits for its last status.
      if (pod.metadata.finalizers?.length) await this.#tell();
      await this.services.limit(() =>
        this.services.client.send({
          method: 'DELETE',
          path: this.#path,
          body: { gracePeriodSeconds: 0, preconditions: { uid: this.uid } },
        }),
      );
    } catch (error) {
      this.#tryAgain(error, () => this.#confirmDeletion(pod));
    }
  }

  #tryAgain(error: unknown, step: () => Promise<void>): void {
    if (this.#isOver) return;
    const isGone = error instanceof ApiStatusError && error.status === 404;
    if (isGone) return;
    this.services.log(
      `a call for ${this.#path} failed and is tried again: ${String(error)}`,
    );
    this.#retry = setTimeout(() => void step(), RETRY_MS);
  }
}
