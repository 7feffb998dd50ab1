import { isEqual } from '../store/is-equal.js';
import { toKey } from './cluster-object.js';
import type { Collection } from './collection.js';
import type { Deployment } from './deployment.js';
import type { EventRecorder } from './event-recorder.js';
import type { Pod } from './pod.js';
import { type ReplicaSet, wantedOf } from './replicator.js';
import { toSizeAnnotations } from './revision.js';

/** What the steps of a rollout work with. */
export interface RolloutTools {
  replicaSets: Collection<ReplicaSet>;
  events: EventRecorder;
  /** The pods of a ReplicaSet, whatever their state. */
  podsOf(replicaSet: ReplicaSet): Pod[];
}

/** A deployment and its ReplicaSets as they are during one look at it. Steps replace what they write. */
export class Rollout {
  constructor(
    readonly deployment: Deployment,
    /** The ReplicaSet of the deployment's template. */
    public current: ReplicaSet | undefined,
    /** Oldest first. */
    public old: ReplicaSet[],
    readonly tools: RolloutTools,
  ) {}

  get all(): ReplicaSet[] {
    return this.current ? [...this.old, this.current] : this.old;
  }

  /** The old ReplicaSets that want pods. */
  get activeOld(): ReplicaSet[] {
    return this.old.filter((one) => wantedOf(one) > 0);
  }

  /** Changes how many pods a ReplicaSet wants. Returns whether that was another number. */
  async resize(replicaSet: ReplicaSet, replicas: number): Promise<boolean> {
    if (wantedOf(replicaSet) === replicas) return false;
    await this.adjust(replicaSet, replicas);
    return true;
  }

  /** Writes the number of pods and what the ReplicaSet remembers of the deployment's size, where they differ. */
  async adjust(replicaSet: ReplicaSet, replicas: number): Promise<void> {
    const before = wantedOf(replicaSet);
    const annotations = {
      ...replicaSet.metadata.annotations,
      ...toSizeAnnotations(this.deployment),
    };
    if (
      before === replicas &&
      isEqual(annotations, replicaSet.metadata.annotations)
    )
      return;
    const written = await this.tools.replicaSets.replace({
      ...replicaSet,
      metadata: { ...replicaSet.metadata, annotations },
      spec: { ...replicaSet.spec, replicas },
    });
    this.put(written);
    if (before === replicas) return;
    this.tools.events.normal(
      this.deployment,
      'ScalingReplicaSet',
      `Scaled ${before < replicas ? 'up' : 'down'} replica set ${written.metadata.name} from ${before} to ${replicas}`,
    );
  }

  /** Takes a ReplicaSet as it was just written. */
  put(written: ReplicaSet): void {
    const { uid } = written.metadata;
    if (this.current?.metadata.uid === uid) this.current = written;
    this.old = this.old.map((one) =>
      one.metadata.uid === uid ? written : one,
    );
  }

  get key(): string {
    const { namespace, name } = this.deployment.metadata;
    return toKey(namespace, name);
  }
}
