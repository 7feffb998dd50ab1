import type { V1ResourceQuota } from '@kubernetes/client-node';
import { Field, Float, ObjectType } from 'type-graphql';

import {
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity as Amount,
} from '../../lib/quantity.js';
import type { Raw } from '../../cluster/raw.js';
import { Quantity } from '../../graphql/quantity.scalar.js';

const NOTHING: Amount = { nano: 0n, binary: false };

@ObjectType({
  simpleResolvers: true,
  description:
    'How much of one resource a tenant may use, and how much it does.',
})
export class QuotaLine {
  @Field(() => String, {
    description:
      'What is counted, as Kubernetes names it: `requests.cpu`, `pods`.',
  })
  resource!: string;

  @Field(() => Quantity, { description: 'The most that may be used.' })
  hard!: string;

  @Field(() => Quantity, { description: 'What is used now.' })
  used!: string;

  @Field(() => Quantity, {
    description: 'What is left: hard - used, below zero when overcommitted.',
  })
  remaining!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'used / hard, for a chart; null when hard is 0.',
  })
  usedRatio?: number;

  @Field(() => Boolean, {
    description:
      'Whether more is used than may be, as after lowering the quota: what runs stays, nothing is added.',
  })
  overCommitted!: boolean;
}

/** The lines of a tenant's quotas by resource, as the cluster has counted them. A resource that several quotas limit is held by
 * the tightest. Quotas of a scope speak of some pods only and are left out. */
export function toQuotaLines(
  quotas: readonly Raw<V1ResourceQuota>[],
): QuotaLine[] {
  const tightest = new Map<string, { line: QuotaLine; hard: Amount }>();
  for (const { spec, status } of quotas) {
    if (spec?.scopes?.length || spec?.scopeSelector) continue;
    for (const [resource, text] of Object.entries(status?.hard ?? {})) {
      const hard = parseQuantity(text);
      const known = tightest.get(resource);
      if (!hard || (known && compareQuantities(known.hard, hard) <= 0))
        continue;
      const line = toLine(resource, text, status?.used?.[resource] ?? '0');
      tightest.set(resource, { line, hard });
    }
  }
  return [...tightest.values()]
    .map(({ line }) => line)
    .sort((a, b) => (a.resource < b.resource ? -1 : 1));
}

function toLine(resource: string, hard: string, used: string): QuotaLine {
  const all = parseQuantity(hard) ?? NOTHING;
  const taken = parseQuantity(used) ?? NOTHING;
  const left = {
    nano: all.nano - taken.nano,
    binary: all.nano === 0n ? taken.binary : all.binary,
  };
  return Object.assign(new QuotaLine(), {
    resource,
    hard,
    used,
    remaining: formatQuantity(left),
    usedRatio:
      all.nano === 0n ? undefined : Number(taken.nano) / Number(all.nano),
    overCommitted: left.nano < 0n,
  });
}
