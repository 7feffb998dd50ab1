/** A clause of the contract that has no scenario, what the dev cluster answers instead, and why it is open. */
export interface OpenClause {
  clause: string;
  answers: string;
  reason: string;
}

export const OPEN_CLAUSES: readonly OpenClause[] = [
  {
    clause: 'C7/collision',
    reason:
      'a generated name cannot be made to collide eight times from outside: there are 14 million endings',
    answers: '409 AlreadyExists at the first collision',
  },
  {
    clause: 'K6/exhausted',
    reason:
      'a scenario would take every node port of a plane that other scenarios share; a unit test has a tiny range',
    answers:
      '500 InternalError `Internal error occurred: failed to allocate a nodePort: range is full`',
  },
  {
    clause: 'W7/unsupported',
    reason:
      'both planes serve initial events, and no request can switch them off',
    answers:
      'the initial events; with the feature switched off the 422 of the contract',
  },
  {
    clause: 'K17/enforced',
    reason: 'neither plane has a network of pods that a policy could close',
    answers: '201; the policy is stored and closes nothing',
  },
];
