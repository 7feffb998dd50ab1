/** An identity provider whose tokens are accepted, and how its users are called at the cluster. */
export interface Issuer {
  /** What its tokens carry as `iss`; it publishes where its keys are below this address. */
  issuer: string;
  /** A token must be made for one of these. */
  audiences: readonly string[];
  userClaim: string;
  userPrefix: string;
  groupsClaim: string;
  groupsPrefix: string;
  /** Where its keys are, when it does not publish that. */
  jwksUri?: string;
}

/** An issuer that does not give its keys; the message says why, for the operator. */
export class IssuerTrouble extends Error {
  override name = 'IssuerTrouble';
}
