import type { V1ResourceQuota } from '@kubernetes/client-node';
import { setTimeout as sleep } from 'node:timers/promises';

import type { RawObject, Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { findObject } from '../../graphql/find-object.js';
import { GUARD_NAME, POD_ACCOUNT } from './tenant-guards.manifest.js';

const WAIT_FOR = 5_000;
const PAUSE = 100;

/** Waits for what the cluster does by itself in a new namespace: all waits of one mutation together take at most five seconds. */
export class Patience {
  private readonly until = performance.now() + WAIT_FOR;

  constructor(private readonly cluster: Reader) {}

  /** The account of the tenant's pods, as soon as the cluster has made it. */
  podAccount(tenant: string): Promise<RawObject | undefined> {
    return this.poll(() =>
      findObject(this.cluster, KINDS.serviceAccount, tenant, POD_ACCOUNT),
    );
  }

  /** Whether the quota is counted: until then the cluster refuses whatever it counts. */
  async counted(tenant: string): Promise<boolean> {
    const quota = await this.poll(async () => {
      const read = await findObject<Raw<V1ResourceQuota>>(
        this.cluster,
        KINDS.resourceQuota,
        tenant,
        GUARD_NAME,
      );
      return read && isCounted(read) ? read : undefined;
    });
    return quota !== undefined;
  }

  private async poll<T>(
    read: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    for (;;) {
      const found = await read();
      if (found !== undefined || performance.now() > this.until) return found;
      await sleep(PAUSE);
    }
  }
}

/** Whether a quota is counted. It may name kinds that the cluster does not have: those are never counted. */
export function isCounted({ spec, status }: Raw<V1ResourceQuota>): boolean {
  return (
    status?.used !== undefined &&
    Object.entries(spec?.hard ?? {}).every(
      ([resource, hard]) => status.hard?.[resource] === hard,
    )
  );
}
