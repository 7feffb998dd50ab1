import { Budget, type BudgetLimits } from './listing/budget.js';

/** What one operation asks of the cluster. */
export interface Usage {
  /** Every HTTP request: lists, single reads, writes, reviews, refusals and repeats. */
  requests: number;
  /** The LIST requests of each kind: how many, and their time in all. */
  lists: { kind: string; count: number; milliseconds: number }[];
  /** What may still be read in lists. */
  readonly budget: Budget;
}

/** Of an operation that has asked for nothing yet. */
export function createUsage(limits: BudgetLimits): Usage {
  return { requests: 0, lists: [], budget: new Budget(limits) };
}

/** Counts one LIST of a kind that took so many milliseconds. */
export function countList(
  usage: Usage,
  kind: string,
  milliseconds: number,
): void {
  let entry = usage.lists.find((each) => each.kind === kind);
  if (!entry) usage.lists.push((entry = { kind, count: 0, milliseconds: 0 }));
  entry.count++;
  entry.milliseconds =
    Math.round((entry.milliseconds + milliseconds) * 100) / 100;
}
