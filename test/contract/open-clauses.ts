/** A clause of the contract that has no scenario, what the dev cluster answers instead, and why it is open. */
export interface OpenClause {
  clause: string;
  answers: string;
  reason: string;
}

export const OPEN_CLAUSES: readonly OpenClause[] = [];
