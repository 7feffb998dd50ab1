import { ApiStatusError } from '../api-client.js';
import type { KubeletServices } from '../kubelet-services.js';
import type { PodCondition, PodObject } from '../pod-object.js';
import type { PodStatusPatch } from './pod-status.js';

const RETRY_MS = 500;
const MERGE = 'application/strategic-merge-patch+json';
/** The order in which a kubelet has them; the scheduler's comes last. */
const ORDER = [
  'DisruptionTarget',
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
];

/** Tells the API server the status of one pod, as often as it changes. */
export class StatusWriter {
  readonly path: string;
  #told?: { status: PodStatusPatch; text: string; revision: string };
  #isTelling = false;
  #isDirty = false;
  #isClosed = false;
  #retry?: NodeJS.Timeout;

  constructor(
    private readonly uid: string,
    pod: PodObject,
    private readonly services: KubeletServices,
    private readonly toStatus: (
      before: readonly PodCondition[],
    ) => PodStatusPatch,
  ) {
    const { namespace, name } = pod.metadata;
    this.path = `/api/v1/namespaces/${namespace}/pods/${name}`;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
  }

  /** Sends the status of the moment; changes while a patch is under way are told by one more patch after it. */
  async tell(): Promise<void> {
    this.#isDirty = true;
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      await this.services.limit(() => this.#patchUntilClean());
    } catch (error) {
      this.retry(error, () => this.tell());
    } finally {
      this.#isTelling = false;
    }
  }

  /** Somebody else may have written the status after us, as the node controller does when a node was silent for long. */
  compare({ metadata, status }: PodObject): void {
    const told = this.#told;
    if (!told) return;
    if (BigInt(metadata.resourceVersion) <= BigInt(told.revision)) return;
    const isOurs = told.status.conditions.every(({ type, status: value }) =>
      status?.conditions?.some(
        (one) => one.type === type && one.status === value,
      ),
    );
    if (!isOurs) this.#told = undefined;
  }

  /** Takes a failed step again a little later, unless the pod is gone. */
  retry(error: unknown, step: () => Promise<void>): void {
    if (this.#isClosed) return;
    if (error instanceof ApiStatusError && error.status === 404) return;
    this.services.log(
      `a call for ${this.path} failed and is tried again: ${String(error)}`,
    );
    this.#retry = setTimeout(() => void step(), RETRY_MS);
  }

  async #patchUntilClean(): Promise<void> {
    while (this.#isDirty && !this.#isClosed) {
      this.#isDirty = false;
      const status = this.toStatus(this.#told?.status.conditions ?? []);
      const text = JSON.stringify(status);
      if (text === this.#told?.text) continue;
      const answer = await this.services.client.send<PodObject>({
        method: 'PATCH',
        path: `${this.path}/status`,
        contentType: MERGE,
        // The uid keeps a late patch away from a younger pod of the same name.
        body: { metadata: { uid: this.uid }, status: inOrder(status) },
      });
      this.#told = { status, text, revision: answer.metadata.resourceVersion };
    }
  }
}

function inOrder(status: PodStatusPatch): object {
  if (status.conditions.length === 0) return status;
  const isTold = (type: string) =>
    type === 'PodScheduled' ||
    status.conditions.some((one) => one.type === type);
  return {
    ...status,
    '$setElementOrder/conditions': ORDER.filter(isTold).map((type) => ({
      type,
    })),
  };
}
