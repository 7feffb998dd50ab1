/** A tab of the playground. TENANT in the variables stands for a name that is made up at each visit. */
export interface Example {
  name: string;
  query: string;
  variables?: Record<string, unknown>;
}

/** What every mutation of the examples asks for. */
export const OUTCOME = `userErrors { code message field }
    changes { kind name action }
    warnings`;
