import { build } from 'esbuild';

export type PlaneName = 'embedded' | 'real';

export interface KnownDifference {
  clause: string;
  plane: PlaneName;
  reason: string;
  since?: string;
}

export interface OpenClause {
  clause: string;
  answers: string;
  reason: string;
}

/** What the contract suite says of its own clauses. */
export interface ClauseLists {
  rankOne: readonly string[];
  knownDifferences: readonly KnownDifference[];
  openClauses: readonly OpenClause[];
}

/** Reads the lists from the sources of the suite, which are compiled for Jest only. */
export async function readClauseLists(folder: string): Promise<ClauseLists> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { RANK_ONE as rankOne } from './rank-one.ts';
        export { KNOWN_DIFFERENCES as knownDifferences } from './known-differences.ts';
        export { OPEN_CLAUSES as openClauses } from './open-clauses.ts';
      `,
      loader: 'ts',
      resolveDir: folder,
    },
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)) as ClauseLists;
}
