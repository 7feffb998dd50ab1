import type { RawObject, Writer } from '../cluster/cluster.js';
import type { Kind } from '../cluster/kinds.js';
import { ChangeAction, type ObjectChange } from './object-change.type.js';

/** An object that a mutation has created, with what is told of it. */
export interface Made {
  kind: Kind;
  object: RawObject;
  change: ObjectChange;
}

/** Deletes exactly this object again; when that fails, its change says so. */
export async function takeBack(
  cluster: Pick<Writer, 'delete'>,
  { kind, object, change }: Made,
): Promise<void> {
  const { uid, namespace, name = '' } = object.metadata ?? {};
  try {
    await cluster.delete(kind, namespace, name, {
      uid,
      propagation: 'Background',
    });
    change.action = ChangeAction.DELETED;
    change.reason =
      'Taken back, because what belongs to it could not be written.';
  } catch (error) {
    change.action = ChangeAction.KEPT;
    change.reason = `It could not be taken back (${error instanceof Error ? error.message : 'unknown'}): delete it by hand.`;
  }
}

/** Leaves an object as it is, and says why. */
export function keep({ change }: Made): void {
  change.action = ChangeAction.KEPT;
  change.reason =
    'Kept, because the write that was not answered may have been done and need it.';
}
