import { randomUUID } from 'node:crypto';

import { invalid } from '../api/field-error.js';
import type { KubeObject } from '../api/kube-object.js';
import type { ObjectReader } from '../api/object-reader.js';
import { conflict, invalidObject, notFound } from '../api/status-error.js';
import { toTimestamp } from '../api/timestamp.js';
import { checkNamespace } from './check-namespace.js';
import { toAccountUserName } from './service-account.js';
import { type BoundObjectRef, toBoundClaims } from './token-binding.js';
import { ISSUER, type TokenClaims } from './token-claims.js';
import type { TokenKeys } from './token-keys.js';

export interface TokenRequestOptions {
  /** The TokenRequest as it was sent. */
  body: KubeObject;
  /** The service account of the path. */
  namespace: string;
  name: string;
  reader: ObjectReader;
  keys: TokenKeys;
  /** In milliseconds; the clock when left out. */
  now?: number;
}

interface TokenRequestSpec {
  audiences?: readonly string[] | null;
  expirationSeconds?: number | null;
  boundObjectRef?: BoundObjectRef | null;
}

const KIND = { group: 'authentication.k8s.io', kind: 'TokenRequest' };
const ACCOUNTS = { group: '', plural: 'serviceaccounts' };
const SHORTEST = 600;
const LONGEST = 2 ** 32;
/** What kubelets ask for. Tokens of pods then live for a year, so that old clients that never read them again go on. */
const EXTENDED = { asked: 3607, given: 365 * 24 * 3600 };

/** Answers the token subresource of a service account with a new token (A8). Throws Statuses. */
export async function requestToken(
  options: TokenRequestOptions,
): Promise<KubeObject> {
  const { body, namespace, name, reader, keys, now = Date.now() } = options;
  checkNamespace(body, namespace);
  const uid = checkAccount(options);
  const asked = (body.spec ?? {}) as TokenRequestSpec;
  const spec = {
    audiences: asked.audiences?.length ? asked.audiences : [ISSUER],
    expirationSeconds: asked.expirationSeconds ?? 3600,
    boundObjectRef: asked.boundObjectRef ?? null,
  };
  checkLife(spec.expirationSeconds);
  const bound = toBoundClaims(spec.boundObjectRef, { namespace, name }, reader);
  const extend =
    bound.pod !== undefined &&
    spec.expirationSeconds === EXTENDED.asked &&
    spec.audiences.every((one) => one === ISSUER);
  const seconds = Math.floor(now / 1000);
  const claims: TokenClaims = {
    aud: spec.audiences,
    exp: seconds + (extend ? EXTENDED.given : spec.expirationSeconds),
    iat: seconds,
    iss: ISSUER,
    jti: randomUUID(),
    'kubernetes.io': {
      namespace,
      ...bound,
      serviceaccount: { name, uid },
      ...(extend && { warnafter: seconds + EXTENDED.asked }),
    },
    nbf: seconds,
    sub: toAccountUserName({ namespace, name }),
  };
  return {
    kind: KIND.kind,
    apiVersion: `${KIND.group}/v1`,
    metadata: { name, namespace, uid, creationTimestamp: toTime(seconds) },
    spec,
    status: {
      token: await keys.sign(claims),
      expirationTimestamp: toTime(seconds + spec.expirationSeconds),
    },
  };
}

/** Returns the uid of the account. */
function checkAccount(options: TokenRequestOptions): string {
  const { body, namespace, name, reader } = options;
  const { metadata = {} } = body as Partial<KubeObject>;
  if (metadata.name && metadata.name !== name)
    throw invalidObject(KIND, name, [
      invalid(
        'metadata.name',
        metadata.name,
        'must match the service account name if specified',
      ),
    ]);
  const account = reader.get(ACCOUNTS, namespace, name);
  if (!account) throw notFound(ACCOUNTS, name);
  const { uid = '' } = account.metadata;
  if (metadata.uid && metadata.uid !== uid)
    throw conflict(
      { group: KIND.group, plural: KIND.kind },
      name,
      `the UID in the token request (${metadata.uid}) does not match the UID of the service account (${uid})`,
    );
  return uid;
}

function checkLife(seconds: number): void {
  const refuse = (why: string) =>
    invalidObject(KIND, '', [
      invalid(
        'spec.expirationSeconds',
        seconds,
        `may not specify a duration ${why}`,
      ),
    ]);
  if (seconds < SHORTEST) throw refuse('less than 10 minutes');
  if (seconds > LONGEST) throw refuse('larger than 2^32 seconds');
}

function toTime(seconds: number): string {
  return toTimestamp(new Date(seconds * 1000));
}
