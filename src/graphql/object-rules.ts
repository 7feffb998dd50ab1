import type { Context } from './context.js';

/** What a mutation of any kind is about to touch. */
export interface Touched {
  kind: { apiVersion: string; kind: string };
  namespace?: string;
  name?: string;
  /** The input field that names it. */
  field: string[];
  /** What it is to become: a whole object or a patch; nothing when it is deleted. */
  body?: unknown;
}

/** Rules that hold for an object whichever mutation touches it. They end a mutation that breaks them. */
export interface ObjectRules {
  obey(context: Context, touched: Touched): Promise<void>;
  /** For the deletion of all objects of a kind that selectors pick in a namespace. */
  obeyInBulk(
    context: Context,
    place: Pick<Touched, 'kind' | 'namespace'>,
    selectors: { labelSelector?: string; fieldSelector?: string },
  ): Promise<void>;
}
