import type { LabelRequirement, LabelSelector } from './label-selector.js';

/** The selector as the text of a query, in the order of the keys: `app=x,tier in (a,b)`. */
export function toSelectorText(selector: LabelSelector): string {
  const terms: [key: string, text: string][] = [
    ...Object.entries(selector.matchLabels ?? {}).map(
      ([key, value]): [string, string] => [key, `${key}=${value}`],
    ),
    ...(selector.matchExpressions ?? []).map((one): [string, string] => [
      one.key ?? '',
      toTermText(one),
    ]),
  ];
  return terms
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, text]) => text)
    .join(',');
}

function toTermText({
  key = '',
  operator,
  values = [],
}: LabelRequirement): string {
  const list = `(${[...values].sort().join(',')})`;
  switch (operator) {
    case 'In':
      return `${key} in ${list}`;
    case 'NotIn':
      return `${key} notin ${list}`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}
