import { ClusterError } from '../cluster-error.js';

export interface BudgetLimits {
  /** Of all lists that one operation reads. */
  maxBytes: number;
  maxObjects: number;
  maxProduced: number;
}

/** How much one operation may read in lists. */
export class Budget {
  private bytes = 0;
  private objects = 0;
  private produced = 0;

  constructor(private readonly limits: BudgetLimits) {}

  /** Throws TooLarge when there is no room for so many bytes more. */
  takeBytes(call: string, bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.limits.maxBytes)
      throw tooLarge(
        call,
        `${Math.round(this.limits.maxBytes / 1_048_576)} MiB`,
      );
  }

  /** Throws TooLarge when there is no room for another object. */
  takeObject(call: string): void {
    if (++this.objects > this.limits.maxObjects)
      throw tooLarge(call, `${this.limits.maxObjects} objects`);
  }

  /** What was read for nothing, as its call is made again. */
  giveBack(bytes: number, objects: number): void {
    this.bytes -= bytes;
    this.objects -= objects;
  }

  /** Counts objects into the answer, where what was read once may stand often; false when they are too many. */
  takeProduced(objects: number): boolean {
    this.produced += objects;
    return this.produced <= this.limits.maxProduced;
  }
}

function tooLarge(call: string, limit: string): ClusterError {
  return new ClusterError(`the cluster's answer is larger than ${limit}`, {
    call,
    reason: 'TooLarge',
    executed: 'yes',
  });
}
