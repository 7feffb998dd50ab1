import { formatQuantity, parseQuantity } from '../../lib/quantity.js';
import type { Fact } from '../../graphql/user-error.type.js';

/** What a quota lacks, in words, from the facts of a refusal: "it needs 512Mi more requests.memory for the surge pod, 256Mi are
 * free". Undefined when the facts do not tell. */
export function toShortage(
  facts: readonly Fact[],
  pod: string,
): string | undefined {
  const [requested, used, hard] = ['requested', 'used', 'hard'].map((key) =>
    toAmounts(facts.find((fact) => fact.key === key)?.value),
  );
  const words = Object.entries(requested ?? {}).flatMap(
    ([resource, wanted]) => {
      const most = parseQuantity(hard?.[resource] ?? '');
      const taken = parseQuantity(used?.[resource] ?? '');
      if (!most || !taken) return [];
      const nano = most.nano > taken.nano ? most.nano - taken.nano : 0n;
      const free = formatQuantity({
        nano,
        binary: most.binary || taken.binary,
      });
      return [
        `it needs ${wanted} more ${resource} for ${pod}, ${free} are free`,
      ];
    },
  );
  return words.length > 0 ? words.join('; ') : undefined;
}

function toAmounts(text = ''): Record<string, string> {
  return Object.fromEntries(
    text.split(',').flatMap((part) => {
      const [resource, amount] = part.split('=');
      return resource && amount ? [[resource, amount]] : [];
    }),
  );
}
