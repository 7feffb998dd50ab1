import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import type { Damping } from './problem.js';

/** The clock of what is told about pods and apps: one instant for all that was read together. */
export const dampingOf = perRequest(({ settings }: Context): Damping => ({
  now: Date.now(),
  patience: settings.statusPatience,
}));
