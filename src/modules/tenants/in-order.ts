import type { RawObject } from '../../cluster/cluster.js';
import type { Kind } from '../../cluster/kinds.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import type { Writes } from '../../graphql/writes.js';

/** One object to bring about. */
export interface Step {
  kind: Kind;
  object: RawObject;
  run(): Promise<void>;
}

/** Takes one step after the other; when one fails, the rest is recorded as skipped. */
export async function inOrder(
  writes: Writes,
  steps: readonly Step[],
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await step.run();
    } catch (error) {
      for (const { kind, object } of steps.slice(index + 1))
        writes.note(
          kind,
          object,
          ChangeAction.SKIPPED,
          'Not tried, because something before it failed.',
        );
      throw error;
    }
  }
}
