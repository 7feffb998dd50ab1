import type {
  ClauseLists,
  KnownDifference,
  PlaneName,
} from './clause-lists.js';

/** docs/known-differences.md, from the lists of the contract suite. */
export function toDifferencesPage({
  knownDifferences,
  openClauses,
}: Pick<ClauseLists, 'knownDifferences' | 'openClauses'>): string {
  return `# Known differences

Written by \`npm run known-differences\` from the lists in \`test/contract/\`; do not edit.

The contract suite runs on two planes: the embedded dev cluster and a real Kubernetes control plane. An id names a clause of the suite.

## Clauses that the embedded dev cluster does not keep

${toLines(knownDifferences, 'embedded')}

## Clauses that only the embedded dev cluster keeps

${toLines(knownDifferences, 'real')}

## Clauses without a scenario

${
  openClauses
    .map(
      ({ clause, answers, reason }) =>
        `- \`${clause}\`: ${reason}. The embedded dev cluster answers: ${answers}.`,
    )
    .join('\n') || 'None.'
}
`;
}

function toLines(lines: readonly KnownDifference[], plane: PlaneName): string {
  return (
    lines
      .filter((line) => line.plane === plane)
      .map(
        ({ clause, reason, since }) =>
          `- \`${clause}\`: ${reason}${since ? ` (since ${since})` : ''}.`,
      )
      .join('\n') || 'None.'
  );
}
