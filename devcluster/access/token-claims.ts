/** What a token of a service account says, as on the wire. */
export interface TokenClaims {
  aud: readonly string[];
  exp: number;
  iat: number;
  iss: string;
  jti: string;
  nbf: number;
  sub: string;
  'kubernetes.io': AccountClaims;
}

export interface AccountClaims {
  namespace: string;
  serviceaccount: ClaimedObject;
  /** At most one of pod and secret; the node is the pod's or stands alone. */
  pod?: ClaimedObject;
  secret?: ClaimedObject;
  node?: ClaimedObject;
  warnafter?: number;
}

export interface ClaimedObject {
  name: string;
  /** Missing only of the node of a pod that is not there. */
  uid?: string;
}

/** Signs the tokens, and is the audience of those that name none. */
export const ISSUER = 'https://kubernetes.default.svc';

const EXTRA = 'authentication.kubernetes.io/';
export const NODE_NAME = `${EXTRA}node-name`;

/** What a token tells about its user besides the name. */
export function toExtra(claims: TokenClaims): Record<string, string[]> {
  const { pod, node } = claims['kubernetes.io'];
  return {
    [`${EXTRA}credential-id`]: [`JTI=${claims.jti}`],
    ...(node && { [NODE_NAME]: [node.name] }),
    ...(node?.uid && { [`${EXTRA}node-uid`]: [node.uid] }),
    ...(pod && { [`${EXTRA}pod-name`]: [pod.name] }),
    ...(pod?.uid && { [`${EXTRA}pod-uid`]: [pod.uid] }),
  };
}
