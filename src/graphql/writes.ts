import type {
  DeleteOptions,
  RawObject,
  Reader,
  Writer,
  Written,
} from '../cluster/cluster.js';
import {
  ClusterError,
  isAlreadyExists,
  isConflict,
  isNotFound,
} from '../cluster/cluster-error.js';
import type { Kind } from '../cluster/kinds.js';
import { readModifyWrite } from '../cluster/read-modify-write.js';
import {
  ChangeAction,
  type FieldChange,
  type ObjectChange,
} from './object-change.type.js';
import { differences, wholeOf } from './object-differences.js';
import { keep, type Made, takeBack } from './take-back.js';

/** The writes of one mutation: each is carried out (or with dryRun only asked for) and recorded as an ObjectChange. */
export class Writes {
  readonly changes: ObjectChange[] = [];
  readonly warnings: string[] = [];
  /** Whether the cluster may hold something now that it did not hold before. */
  touched = false;
  private readonly made: Made[] = [];

  constructor(
    private readonly cluster: Reader & Writer,
    readonly dryRun: boolean,
  ) {}

  async create<R extends RawObject>(kind: Kind, wanted: RawObject): Promise<R> {
    const entry = this.record(kind, wanted, ChangeAction.CREATED);
    const { object, warnings } = await this.attempt(entry, () =>
      this.cluster.create<R>(kind, wanted, this),
    );
    this.warn(...warnings);
    if (this.dryRun) entry.diff = wholeOf(object);
    else this.made.push({ kind, object, change: entry });
    return object;
  }

  /** As create; but when one of this name is there already and `find` knows it as the one that is wanted, that one is taken. */
  async createOrTake<R extends RawObject>(
    kind: Kind,
    wanted: RawObject,
    find: () => Promise<R | undefined>,
  ): Promise<R> {
    try {
      return await this.create<R>(kind, wanted);
    } catch (error) {
      const found = isAlreadyExists(error) ? await find() : undefined;
      if (!found) throw error;
      this.changes.pop();
      return this.take(kind, found);
    }
  }

  /** Records an object that was there already, as it was wanted. */
  take<R extends RawObject>(kind: Kind, object: R): R {
    this.record(kind, object, ChangeAction.UNCHANGED);
    return object;
  }

  /** Asks the cluster's admission about an object that is not written, and is not among the changes. */
  async probe(kind: Kind, wanted: RawObject): Promise<void> {
    await this.ask(() => this.cluster.create(kind, wanted, { dryRun: true }));
  }

  /** Server-side apply of an object that is ours; `before` is what was read, if it is there. */
  async apply<R extends RawObject>(
    kind: Kind,
    wanted: RawObject,
    before?: RawObject,
  ): Promise<R> {
    const entry = this.record(
      kind,
      wanted,
      before ? ChangeAction.CONFIGURED : ChangeAction.CREATED,
    );
    const { object, warnings } = await this.attempt(entry, () =>
      this.cluster.apply<R>(kind, wanted, this),
    );
    this.warn(...warnings);
    if (before) {
      entry.diff = differences(before, object);
      if (entry.diff.length === 0) entry.action = ChangeAction.UNCHANGED;
    } else if (this.dryRun) entry.diff = wholeOf(object);
    return object;
  }

  async change<R extends RawObject>(
    kind: Kind,
    wanted: { namespace?: string; name: string },
    change: (current: R) => R,
  ): Promise<R> {
    const entry = this.record(
      kind,
      { metadata: wanted },
      ChangeAction.CONFIGURED,
    );
    const written = await this.attempt(entry, () =>
      readModifyWrite<R>(
        this.cluster,
        kind,
        wanted.namespace,
        wanted.name,
        change,
        this,
      ),
    );
    this.warn(...written.warnings);
    if (written.changed)
      entry.diff = differences(written.before, written.object);
    else entry.action = ChangeAction.UNCHANGED;
    return written.object;
  }

  /** A write of any kind by any verb, recorded as `action`; where `diff` finds no difference it has changed nothing. */
  async perform<R extends RawObject>(
    kind: Kind,
    target: RawObject,
    action: ChangeAction,
    write: () => Promise<Written<R>>,
    diff?: (written: R) => FieldChange[],
  ): Promise<R> {
    const entry = this.record(kind, target, action);
    const { object, warnings } = await this.attempt(entry, write);
    this.warn(...warnings);
    entry.name ||= object.metadata?.name ?? '';
    entry.diff = diff?.(object) ?? [];
    if (action === ChangeAction.CONFIGURED && diff && entry.diff.length === 0)
      entry.action = ChangeAction.UNCHANGED;
    return object;
  }

  /** A call that stores nothing, and is not among the changes. */
  async ask<R extends RawObject>(call: () => Promise<Written<R>>): Promise<R> {
    const { object, warnings } = await call();
    this.warn(...warnings);
    return object;
  }

  /** Sets `spec.replicas` through the scale subresource; `before` is what was read. */
  async scale(
    kind: Kind,
    namespace: string,
    name: string,
    before: number,
    replicas: number,
  ): Promise<void> {
    const entry = this.record(
      kind,
      { metadata: { namespace, name } },
      ChangeAction.CONFIGURED,
    );
    if (before === replicas)
      return void (entry.action = ChangeAction.UNCHANGED);
    const patch = { spec: { replicas } };
    const { warnings } = await this.attempt(entry, () =>
      this.cluster.patchSubresource(
        kind,
        namespace,
        name,
        'scale',
        patch,
        this,
      ),
    );
    this.warn(...warnings);
    entry.diff = [{ path: '/spec/replicas', before, after: replicas }];
  }

  async delete(
    kind: Kind,
    object: RawObject,
    options: Omit<DeleteOptions, 'uid' | 'dryRun'> = {},
  ): Promise<RawObject> {
    const { uid, namespace, name = '' } = object.metadata ?? {};
    const entry = this.record(kind, object, ChangeAction.DELETED);
    const { object: gone, warnings } = await this.attempt(entry, () =>
      this.cluster.delete(kind, namespace, name, {
        ...options,
        uid,
        dryRun: this.dryRun,
      }),
    );
    this.warn(...warnings);
    return gone;
  }

  /** Deletes what nothing needs any more, by its exact name. It is no failure when that does not work: it is KEPT then, and
   * the answer is false. */
  async discard(
    kind: Kind,
    target: { namespace: string; name: string },
  ): Promise<boolean> {
    const entry = this.record(kind, { metadata: target }, ChangeAction.DELETED);
    try {
      await this.attempt(entry, () =>
        this.cluster.delete(kind, target.namespace, target.name, this),
      );
    } catch (error) {
      const isGone = isNotFound(error);
      entry.action = isGone ? ChangeAction.DELETED : ChangeAction.KEPT;
      if (isGone) entry.reason = 'It was gone already.';
      return isGone;
    }
    return true;
  }

  /** Deletes an object, unless exactly this one is gone already. */
  async deleteIfThere(kind: Kind, object: RawObject): Promise<void> {
    const before = this.changes.length;
    try {
      await this.delete(kind, object);
    } catch (error) {
      if (!isNotFound(error) && !isConflict(error)) throw error;
      this.forgetFailures(before);
    }
  }

  /** Records what happens to an object without a write of its own: as a consequence of another, or not at all. That it stays as
   * it is adds nothing to what is told of it already. */
  note(
    kind: Kind,
    object: RawObject,
    action: ChangeAction,
    reason?: string,
  ): void {
    if (action === ChangeAction.UNCHANGED && this.hasTold(kind, object)) return;
    this.record(kind, object, action).reason = reason;
  }

  /** Records an object that would be written, where the cluster cannot be asked about it. */
  show(
    kind: Kind,
    object: RawObject,
    action: ChangeAction,
    reason: string,
  ): void {
    Object.assign(this.record(kind, object, action), {
      diff: wholeOf(object),
      reason,
    });
  }

  /** Forgets what failed or was skipped since there were so many changes, because it is tried again. */
  forgetFailures(since: number): void {
    const tried = this.changes.splice(since);
    const { FAILED, SKIPPED } = ChangeAction;
    this.changes.push(
      ...tried.filter(({ action }) => action !== FAILED && action !== SKIPPED),
    );
  }

  /** Passes on a sentence of our own beside the cluster's warnings. */
  warn(...warnings: string[]): void {
    this.warnings.push(
      ...warnings.filter((warning) => !this.warnings.includes(warning)),
    );
  }

  /** All or nothing: when `work` fails, what it created is deleted again, by uid and in reverse. With `careful`, a lost answer
   * takes nothing back: what was not answered may have been done, and may need what was made before it. */
  async together<T>(work: () => Promise<T>, careful = false): Promise<T> {
    const first = this.made.length;
    try {
      return await work();
    } catch (error) {
      const made = this.made.splice(first).reverse();
      if (careful && isLost(error)) made.forEach(keep);
      else for (const each of made) await takeBack(this.cluster, each);
      throw error;
    }
  }

  private hasTold({ kind }: Kind, { metadata }: RawObject): boolean {
    return this.changes.some(
      (change) => change.kind === kind && change.name === metadata?.name,
    );
  }

  private async attempt<T>(
    entry: ObjectChange,
    write: () => Promise<T>,
  ): Promise<T> {
    try {
      return await this.attemptAll(write);
    } catch (error) {
      entry.action = ChangeAction.FAILED;
      entry.reason = error instanceof Error ? error.message : 'unknown';
      throw error;
    }
  }

  /** A write of many objects at once, which are recorded by `note` when it is done. */
  async attemptAll<T>(write: () => Promise<T>): Promise<T> {
    try {
      const result = await write();
      this.touched ||= !this.dryRun;
      return result;
    } catch (error) {
      this.touched ||=
        !this.dryRun &&
        isLost(error) &&
        !(error as ClusterError).call.startsWith('GET ');
      throw error;
    }
  }

  /** Adds an object to the changes, and returns its entry. */
  record(
    kind: Kind,
    { metadata }: RawObject,
    action: ChangeAction,
  ): ObjectChange {
    const { namespace, name = '' } = metadata ?? {};
    const change = {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      namespace,
      name,
      action,
      diff: [],
    };
    this.changes.push(change);
    return change;
  }
}

function isLost(error: unknown): boolean {
  return error instanceof ClusterError && error.executed === 'unknown';
}
