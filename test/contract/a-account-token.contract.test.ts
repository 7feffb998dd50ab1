import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane, type Thing } from './plane.js';
import { anAccount } from './rights.js';

const AUTHENTICATION = '/apis/authentication.k8s.io/v1';
const AUDIENCE = 'https://kubernetes.default.svc';
const UUID = expect.stringMatching(
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
);

interface Claims {
  exp: number;
  iat: number;
  [claim: string]: unknown;
}

let namespace: string;

beforeAll(async () => {
  namespace = await aNamespace();
});
afterAll(closePlane);

const review = (spec: object) =>
  call<Thing>('POST', `${AUTHENTICATION}/tokenreviews`, { body: { spec } });

const whoAmI = (headers: Record<string, string>) =>
  call<Thing>('POST', `${AUTHENTICATION}/selfsubjectreviews`, {
    body: {},
    headers,
  });

const requestToken = (name: string, spec: object = {}) =>
  call<Thing>(
    'POST',
    `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
    { body: { spec } },
  );

const claimsOf = (token: string) =>
  JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  ) as Claims;

describe('tokens of service accounts', () => {
  clause('A8/token', 'MUST be JWTs that name the account', async () => {
    const account = await anAccount(namespace, 'jane');
    const { status, body } = await requestToken('jane');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: { name: 'jane', namespace, uid: UUID },
    });
    expect(body.spec).toEqual({
      audiences: [AUDIENCE],
      expirationSeconds: 3600,
      boundObjectRef: null,
    });
    const token = body.status.token as string;
    const { uid } = body.metadata;
    const claims = claimsOf(token);
    expect(claims).toEqual({
      aud: [AUDIENCE],
      exp: claims.iat + 3600,
      iat: expect.any(Number),
      iss: AUDIENCE,
      jti: UUID,
      'kubernetes.io': { namespace, serviceaccount: { name: 'jane', uid } },
      nbf: claims.iat,
      sub: account.user,
    });
    const expiry = Date.parse(body.status.expirationTimestamp as string);
    expect(Math.abs(expiry / 1000 - claims.exp)).toBeLessThanOrEqual(1);

    const jane = {
      username: account.user,
      uid,
      groups: [
        'system:serviceaccounts',
        `system:serviceaccounts:${namespace}`,
        'system:authenticated',
      ],
      extra: {
        'authentication.kubernetes.io/credential-id': [
          `JTI=${String(claims.jti)}`,
        ],
      },
    };
    const me = await whoAmI({ authorization: `Bearer ${token}` });
    expect(me.body.status.userInfo).toEqual(jane);
    expect((await review({ token })).body.status).toEqual({
      authenticated: true,
      user: jane,
      audiences: [AUDIENCE],
    });
  });

  clause(
    'A8/token-short',
    'MUST refuse a life of less than ten minutes',
    async () => {
      const refusal = (seconds: number, why: string) => {
        const message = `Invalid value: ${seconds}: may not specify a duration ${why}`;
        const field = 'spec.expirationSeconds';
        return failure({
          code: 422,
          message: `TokenRequest.authentication.k8s.io "" is invalid: ${field}: ${message}`,
          reason: 'Invalid',
          details: {
            group: 'authentication.k8s.io',
            kind: 'TokenRequest',
            causes: [{ reason: 'FieldValueInvalid', message, field }],
          },
        });
      };
      const ask = async (expirationSeconds: number) =>
        (await requestToken('default', { expirationSeconds })).body;
      expect(await ask(60)).toEqual(refusal(60, 'less than 10 minutes'));
      expect(await ask(599)).toEqual(refusal(599, 'less than 10 minutes'));
      expect(await ask(99999999999)).toEqual(
        refusal(99999999999, 'larger than 2^32 seconds'),
      );
      const { spec } = await ask(600);
      expect(spec.expirationSeconds).toBe(600);
    },
  );

  clause(
    'A8/audience',
    'MUST count only for the audiences that they name',
    async () => {
      const { body } = await requestToken('default', {
        audiences: ['elsewhere'],
      });
      const token = body.status.token as string;
      const me = await whoAmI({ authorization: `Bearer ${token}` });
      expect(me.status).toBe(401);
      expect((await review({ token })).body.status).toEqual({
        user: {},
        error: `[invalid bearer token, token audiences ["elsewhere"] is invalid for the target audiences ["${AUDIENCE}"]]`,
      });
      const audiences = ['elsewhere', 'nowhere'];
      const there = await review({ token, audiences });
      expect(there.body.status).toMatchObject({
        authenticated: true,
        audiences: ['elsewhere'],
      });
    },
  );

  clause(
    'A8/bound',
    'MUST end with the object that they are bound to',
    async () => {
      const secrets = `/api/v1/namespaces/${namespace}/secrets`;
      await call('POST', secrets, { body: { metadata: { name: 's' } } });
      const boundObjectRef = { kind: 'Secret', apiVersion: 'v1', name: 's' };
      const { body } = await requestToken('default', { boundObjectRef });
      expect(body.spec.boundObjectRef).toEqual(boundObjectRef);
      const token = body.status.token as string;
      expect(claimsOf(token)['kubernetes.io']).toMatchObject({
        secret: { name: 's', uid: UUID },
      });
      await call('DELETE', `${secrets}/s`);
      expect((await review({ token })).body.status).toEqual({
        user: {},
        error:
          '[invalid bearer token, service account token has been invalidated]',
      });
    },
  );

  clause(
    'A8/unbindable',
    'MUST refuse to bind to what is not there or is no such thing',
    async () => {
      const bind = async (boundObjectRef: object) =>
        (await requestToken('default', { boundObjectRef })).body;
      expect(
        await bind({ kind: 'Pod', apiVersion: 'v1', name: 'none' }),
      ).toEqual(
        failure({
          code: 404,
          message: 'pods "none" not found',
          reason: 'NotFound',
          details: { name: 'none', kind: 'pods' },
        }),
      );
      expect(
        await bind({ kind: 'Foo', apiVersion: 'v1', name: 'none' }),
      ).toEqual(
        failure({
          code: 400,
          message: 'cannot bind token to object of type /v1, Kind=Foo',
          reason: 'BadRequest',
        }),
      );
      expect((await requestToken('none')).body).toEqual(
        failure({
          code: 404,
          message: 'serviceaccounts "none" not found',
          reason: 'NotFound',
          details: { name: 'none', kind: 'serviceaccounts' },
        }),
      );
    },
  );

  clause('A8/account', 'MUST end with their account', async () => {
    const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    // Not used before its end: the real API server remembers good tokens for ten seconds.
    const { token } = await anAccount(namespace, 'short-lived');
    await call('DELETE', `${accounts}/short-lived`);
    await anAccount(namespace, 'short-lived');
    const { body } = await review({ token });
    expect(body.status).toEqual({
      user: {},
      error: expect.stringMatching(
        /^\[invalid bearer token, service account UID \(.+\) does not match claim \(.+\)\]$/,
      ),
    });
    const me = await whoAmI({ authorization: `Bearer ${token}` });
    expect(me.status).toBe(401);
  });
});
