import type { ImageBehaviour } from '../images/image-behaviour.js';
import { isBadName, parseImageName } from '../images/image-name.js';
import { parseImageTag } from '../images/image-tag.js';
import { behaviourOfImage } from '../images/reserved-images.js';
import type { KubeletServices } from '../kubelet-services.js';
import type { ContainerSpec, PodObject } from '../pod-object.js';
import type { ContainerRole } from './container-state.js';

/** What a container needs to know of its pod. */
export interface ContainerHome {
  /** The pod as it was seen last. */
  readonly pod: PodObject;
  readonly podIP: string;
  readonly variant: number;
  readonly services: KubeletServices;
  /** Called after every change of a container's state. */
  onChange(): void;
}

/** What the steps of one container's life share. */
export class Scene {
  readonly behaviour: ImageBehaviour;
  /** The wording of messages about it. */
  readonly variant: number;

  constructor(
    readonly spec: ContainerSpec,
    readonly role: ContainerRole,
    readonly home: ContainerHome,
  ) {
    const name = parseImageName(spec.image);
    const tag = isBadName(name) ? undefined : parseImageTag(name);
    this.variant = tag?.variant ?? home.variant;
    this.behaviour = toBehaviour(spec.image, role);
  }

  get pod(): PodObject {
    return this.home.pod;
  }

  get services(): KubeletServices {
    return this.home.services;
  }

  record(type: 'Normal' | 'Warning', reason: string, message: string): void {
    const list = this.role === 'main' ? 'containers' : 'initContainers';
    const fieldPath = `spec.${list}{${this.spec.name}}`;
    this.services.recorder.record(this.pod, {
      type,
      reason,
      message,
      fieldPath,
    });
  }
}

// As an init container an image does its work and ends once it is ready; the pod would wait for ever otherwise.
function toBehaviour(image: string, role: ContainerRole): ImageBehaviour {
  const behaviour = behaviourOfImage(image);
  const { ends, readyAfterMs = 0 } = behaviour;
  if (role !== 'init' || ends || readyAfterMs === Infinity) return behaviour;
  return { ...behaviour, ends: { exitCode: 0, afterMs: readyAfterMs } };
}
