import { Container } from '../containers/container.js';
import type { ContainerHome } from '../containers/scene.js';
import type { KubeletServices } from '../kubelet-services.js';
import { variantOf } from '../messages/variant.js';
import type { PodObject } from '../pod-object.js';
import { ContainerEnding } from './container-ending.js';
import { PodEviction } from './pod-eviction.js';
import {
  isInitialized,
  isOver,
  type PodEnd,
  type PodFacts,
} from './pod-facts.js';
import { PodPreparation } from './pod-preparation.js';
import { toPodStatus } from './pod-status.js';
import { StatusWriter } from './status-writer.js';

/** The life of one pod on a node: its containers, the status that is told to the API server, and its end. */
export class PodLife {
  readonly uid: string;
  readonly containers: readonly Container[];
  readonly #facts: PodFacts;
  readonly #home: ContainerHome;
  readonly #writer: StatusWriter;
  readonly #preparation: PodPreparation;
  readonly #eviction: PodEviction;
  #ending?: ContainerEnding;
  #isDeleting = false;
  #isClosed = false;

  constructor(
    pod: PodObject,
    podIP: string,
    private readonly services: KubeletServices,
  ) {
    const { namespace, uid, annotations } = pod.metadata;
    const { initContainers = [], containers } = pod.spec;
    const facts = { pod, podIP: pod.status?.podIP ?? podIP };
    this.#home = {
      get pod() {
        return facts.pod;
      },
      podIP: facts.podIP,
      variant: variantOf(namespace, annotations),
      services,
      onChange: () => this.#advance(),
    };
    const why = initContainers.length ? 'PodInitializing' : 'ContainerCreating';
    const init = initContainers.map((one) => {
      const role = one.restartPolicy === 'Always' ? 'sidecar' : 'init';
      return new Container(one, role, this.#home, why);
    });
    const main = containers.map(
      (one) => new Container(one, 'main', this.#home, why),
    );
    const started = pod.status?.startTime;
    const startTime = started ? new Date(started) : new Date();
    this.uid = uid;
    this.containers = [...init, ...main];
    this.#facts = Object.assign(facts, {
      init,
      main,
      startTime,
      hasSandbox: false,
      isTerminating: false,
    });
    this.#writer = new StatusWriter(uid, pod, services, (before) =>
      toPodStatus(this.#facts, before),
    );
    this.#preparation = new PodPreparation(this.#home);
    this.#eviction = new PodEviction(this.#home, startTime, (end, graceMs) =>
      this.#endEarly(end, graceMs),
    );
  }

  /** Takes in the pod as the API server shows it, at first and after every change. */
  update(pod: PodObject): void {
    this.#facts.pod = pod;
    if (pod.metadata.deletionTimestamp) return this.#delete();
    if (this.#ending) return;
    for (const spec of [
      ...(pod.spec.initContainers ?? []),
      ...pod.spec.containers,
    ])
      this.containers.find(({ name }) => name === spec.name)?.changeSpec(spec);
    this.#writer.compare(pod);
    this.#eviction.watch();
    this.#advance();
  }

  /** Forgets the pod: nothing more is told. */
  close(): void {
    this.#isClosed = true;
    this.#writer.close();
    this.#preparation.stop();
    this.#eviction.stop();
    for (const one of this.containers) one.close();
  }

  #advance(): void {
    if (this.#isClosed) return;
    if (!this.#ending) this.#start();
    // What ends with the pod is told when all of it has ended.
    if (!this.#isDeleting) void this.#writer.tell();
  }

  #start(): void {
    const facts = this.#facts;
    this.#preparation.begin();
    if (!this.#preparation.isDone) return;
    if (!facts.hasSandbox) this.#eviction.watchImages();
    facts.hasSandbox = true;
    for (const one of facts.init) {
      one.begin();
      if (!isOver(one)) break;
    }
    if (isInitialized(facts)) for (const one of facts.main) one.begin();
    if (this.#hasOnlySidecarsLeft)
      this.#end(toGraceMs(facts.pod), () => this.#advance());
  }

  get #hasOnlySidecarsLeft(): boolean {
    const { init, main } = this.#facts;
    const isDone = (one: Container) =>
      one.exitCode !== undefined && !one.willRestartAfter(one.exitCode);
    const isOver =
      main.every(isDone) || init.some((one) => one.exitCode && isDone(one));
    return isOver && init.some((one) => one.isRunning);
  }

  #endEarly(end: PodEnd, graceMs?: number): void {
    if (this.#isClosed || this.#isDeleting) return;
    this.#end(graceMs ?? toGraceMs(this.#facts.pod), () => {
      this.#facts.end = end;
      this.#advance();
    });
  }

  #end(graceMs: number, done: () => void): void {
    this.#preparation.stop();
    this.#eviction.stop();
    const { pace } = this.services;
    this.#ending = new ContainerEnding(pace, this.containers, done);
    this.#ending.start(graceMs);
  }

  #delete(): void {
    const { pod } = this.#facts;
    const graceMs = toGraceMs(pod);
    if (this.#isDeleting) return this.#ending?.hurry(graceMs);
    this.#isDeleting = true;
    this.#facts.isTerminating = true;
    let isQuick = true;
    this.#end(graceMs, () => {
      // Whoever holds the pod by a finalizer waits for its last status.
      const isWatched = !isQuick || pod.metadata.finalizers?.length;
      void this.#confirmDeletion(!!isWatched && this.#facts.hasSandbox);
    });
    isQuick = false;
  }

  async #confirmDeletion(isToTell: boolean): Promise<void> {
    try {
      if (isToTell) await this.#writer.tell();
      if (this.#isClosed) return;
      await this.services.limit(() =>
        this.services.client.send({
          method: 'DELETE',
          path: this.#writer.path,
          body: { gracePeriodSeconds: 0, preconditions: { uid: this.uid } },
        }),
      );
    } catch (error) {
      this.#writer.retry(error, () => this.#confirmDeletion(false));
    }
  }
}

function toGraceMs({ metadata, spec }: PodObject): number {
  const seconds =
    metadata.deletionGracePeriodSeconds ??
    spec.terminationGracePeriodSeconds ??
    30;
  return seconds * 1000;
}
