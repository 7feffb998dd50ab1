import { Field, InputType } from 'type-graphql';

import { parseQuantity } from '../../lib/quantity.js';
import {
  canonical,
  checkCpu,
  checkMemory,
} from '../../graphql/check-quantity.js';
import { Quantity } from '../../graphql/quantity.scalar.js';
import { invalid, type UserError } from '../../graphql/user-error.type.js';
import { isBytes, isCpu, toKnownResource } from './quota-resource.js';

@InputType({ description: 'One line of a quota.' })
export class QuotaInput {
  @Field(() => String, {
    description:
      'What is counted: `requests.cpu`, `limits.memory`, `pods`, `services.nodeports`, `count/jobs.batch` ...',
  })
  resource!: string;

  @Field(() => Quantity, { description: 'The most that there may be of it.' })
  hard!: string;
}

const LARGEST = (2n ** 63n - 1n) * 1_000_000_000n;

/** Lines of a quota: resources that a quota counts, each once, with amounts of their kind. */
export function checkQuota(quota: readonly QuotaInput[] = []): UserError[] {
  const seen = new Set<string>();
  return quota.flatMap(({ resource, hard }, index) => {
    const repeated = seen.has(resource);
    seen.add(resource);
    if (repeated)
      return [
        invalid(
          ['quota', index, 'resource'],
          `The resource "${resource}" is given twice.`,
        ),
      ];
    const known = toKnownResource(resource);
    return known.ok
      ? checkHard(['quota', index, 'hard'], resource, hard)
      : [invalid(['quota', index, 'resource'], known.message)];
  });
}

/** Lines of a quota as a map; undefined stays undefined. */
export function toQuota(
  quota: readonly QuotaInput[] | undefined,
): Record<string, string> | undefined {
  return (
    quota &&
    Object.fromEntries(
      quota.map(({ resource, hard }) => [resource, canonical(hard)]),
    )
  );
}

function checkHard(
  field: (string | number)[],
  resource: string,
  hard: string,
): UserError[] {
  const quantity = parseQuantity(hard);
  if (quantity?.nano === 0n) return [];
  if (quantity && quantity.nano > LARGEST)
    return [invalid(field, `"${hard}" is more than the cluster can count.`)];
  if (isCpu(resource)) return checkCpu(field, hard);
  if (isBytes(resource)) return checkMemory(field, hard);
  if (quantity && quantity.nano > 0n && quantity.nano % 1_000_000_000n === 0n)
    return [];
  return [
    invalid(
      field,
      `"${hard}" is not a number of ${resource}: write a whole number, 0 or more.`,
    ),
  ];
}
