import { EXAMPLES } from './examples.ts';

interface Tab {
  query: string;
  variables?: string;
}

/** The tabs of a first visit: a query from the address, if any, then the examples. Names are made up once for each visit, so
 * that two visitors do not meet. */
export function toTabs(address: URLSearchParams): Tab[] {
  const tenant = `demo-${randomLetters(4)}`;
  const examples = EXAMPLES.map(({ query, variables }) => ({
    query,
    variables:
      variables &&
      JSON.stringify(variables, null, 2).replaceAll('TENANT', tenant),
  }));
  const asked = address.get('query');
  const variables = address.get('variables') ?? undefined;
  return asked ? [{ query: asked, variables }, ...examples] : examples;
}

function randomLetters(count: number): string {
  const numbers = crypto.getRandomValues(new Uint8Array(count));
  return [...numbers]
    .map((number) => String.fromCharCode(97 + (number % 26)))
    .join('');
}
