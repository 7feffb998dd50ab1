import { createHash } from 'node:crypto';

import { Alarm } from '../alarm.js';
import { findMissing, type Missing } from '../configuration/reference.js';
import {
  type VolumeReferences,
  volumeReferencesOf,
} from '../configuration/volume-references.js';
import { Occasion } from '../containers/occasion.js';
import type { ContainerHome } from '../containers/scene.js';
import { Scene } from '../containers/scene.js';
import {
  MOUNT_WITHOUT_CONFIG_MAP,
  MOUNT_WITHOUT_CONFIG_MAP_KEY,
  MOUNT_WITHOUT_SECRET,
  MOUNT_WITHOUT_SECRET_KEY,
} from '../messages/mount-failed.js';
import { SANDBOX_FAILED } from '../messages/sandbox-failed.js';
import { say, type Wording } from '../messages/wording.js';
import { toPodRef } from '../pod-object.js';
import { SYNC_MS } from '../shortened.js';

/** Makes what all containers of a pod need: its volumes, then its sandbox. */
export class PodPreparation {
  isDone = false;
  readonly #alarm: Alarm;
  readonly #occasions = new Map<string, Occasion>();
  #hasBegun = false;
  #isStopped = false;

  constructor(private readonly home: ContainerHome) {
    this.#alarm = new Alarm(home.services.pace);
  }

  /** Begins once; the pod is told by onChange when it is done later than now. */
  begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    const volumes = volumeReferencesOf(this.home.pod.spec);
    if (volumes.length === 0) this.#makeSandbox();
    else void this.#mount(volumes);
  }

  stop(): void {
    this.#isStopped = true;
    this.#alarm.clear();
  }

  async #mount(volumes: readonly VolumeReferences[]): Promise<void> {
    const { services, pod } = this.home;
    const { namespace } = pod.metadata;
    const open: VolumeReferences[] = [];
    for (const one of volumes) {
      const missing = await findMissing(
        services.read,
        namespace,
        one.references,
      ).catch(() => 'unknown' as const);
      if (this.#isStopped) return;
      if (!missing) continue;
      open.push(one);
      if (missing !== 'unknown') this.#tellMissing(one.volume, missing);
    }
    if (open.length > 0)
      return this.#alarm.set(SYNC_MS, () => void this.#mount(open));
    this.#makeSandbox();
    this.home.onChange();
  }

  #tellMissing(volume: string, { kind, name, key }: Missing): void {
    const wordings =
      kind === 'Secret'
        ? key === undefined
          ? MOUNT_WITHOUT_SECRET
          : MOUNT_WITHOUT_SECRET_KEY
        : key === undefined
          ? MOUNT_WITHOUT_CONFIG_MAP
          : MOUNT_WITHOUT_CONFIG_MAP_KEY;
    this.#tell('FailedMount', wordings, { volume, name, key: key ?? '' });
  }

  #makeSandbox(): void {
    const { pod } = this.home;
    const scenes = [
      ...(pod.spec.initContainers ?? []),
      ...pod.spec.containers,
    ].map((spec) => new Scene(spec, 'main', this.home));
    const bad = scenes.find(({ behaviour }) => behaviour.hasNoNetwork);
    if (!bad) {
      this.isDone = true;
      return;
    }
    const sandbox = createHash('sha256').update(pod.metadata.uid).digest('hex');
    this.#tell(
      'FailedCreatePodSandBox',
      SANDBOX_FAILED,
      { sandbox },
      bad.variant,
    );
    // Another image of the pod may have come meanwhile.
    this.#alarm.set(SYNC_MS, () => {
      this.#makeSandbox();
      this.home.onChange();
    });
  }

  #tell(
    reason: string,
    wordings: readonly Wording[],
    values: Record<string, string>,
    variant = this.home.variant,
  ): void {
    const { pod, services } = this.home;
    const { name, namespace, uid } = pod.metadata;
    const message = say(wordings, variant, {
      podRef: toPodRef(pod),
      pod: name,
      namespace,
      uid,
      ...values,
    });
    const occasion = this.#occasions.get(message) ?? new Occasion();
    this.#occasions.set(message, occasion);
    if (occasion.isWorthTelling())
      services.recorder.record(pod, { type: 'Warning', reason, message });
  }
}
