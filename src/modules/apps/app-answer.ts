import type { App, Workload } from './app.type.js';
import type { Preview } from './preview.type.js';
import type { Rollout } from './rollout.type.js';
import type { ChangeOf } from './rollout-id.js';
import { toRollout } from './to-rollout.js';
import { fromWorkload, type RawWorkload } from './workload.js';

/** What a mutation of an app answers. */
export interface AppAnswer {
  app?: App;
  rollout?: Rollout;
  preview?: Preview;
}

/** The app and the rollout after a write; a dry run starts none. */
export function toAppAnswer(
  raw: RawWorkload,
  workload: Workload,
  { dryRun }: { dryRun?: boolean },
  change: ChangeOf = 'template',
): AppAnswer {
  return {
    app: fromWorkload(raw, workload),
    rollout: dryRun ? undefined : toRollout(raw, workload, change),
  };
}
