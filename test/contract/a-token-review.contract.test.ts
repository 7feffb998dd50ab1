import { afterAll, describe, expect } from '@jest/globals';

import { openControlPlane } from '../support/control-plane.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { call, closePlane, type Thing } from './plane.js';

const AUTHENTICATION = '/apis/authentication.k8s.io/v1';
const AUDIENCE = 'https://kubernetes.default.svc';
const plane = openControlPlane();

afterAll(async () => {
  await plane.close();
  await closePlane();
});

const review = (spec: object) =>
  call<Thing>('POST', `${AUTHENTICATION}/tokenreviews`, { body: { spec } });

const whoAmI = (as: string) =>
  call<Thing>('POST', `${AUTHENTICATION}/selfsubjectreviews`, {
    body: {},
    as,
  });

describe('reviews of tokens', () => {
  clause('A6/tokenreview', 'MUST tell whose a token is', async () => {
    const token = plane.token('alice');
    const { status, body } = await review({ token });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      spec: { token },
    });
    const alice = {
      authenticated: true,
      user: {
        username: 'alice',
        uid: 'alice',
        groups: ['developers', 'system:authenticated'],
      },
      audiences: [AUDIENCE],
    };
    expect(body.status).toEqual(alice);
    const audiences = ['elsewhere', AUDIENCE];
    expect((await review({ token, audiences })).body.status).toEqual(alice);
  });

  clause('A6/tokenreview-bad', 'MUST refuse unknown tokens', async () => {
    const unknown = { user: {}, error: 'invalid bearer token' };
    const { status, body } = await review({ token: 'nobody' });
    expect(status).toBe(201);
    expect(body.status).toEqual(unknown);
    const elsewhere = await review({
      token: plane.token('alice'),
      audiences: ['elsewhere'],
    });
    expect(elsewhere.body.status).toEqual(unknown);
    const none = await review({});
    expect(none.body).toEqual(
      failure({
        code: 400,
        message: 'token is required for TokenReview in authentication',
        reason: 'BadRequest',
      }),
    );
  });

  clause('A7/whoami', 'MUST tell the caller who it is', async () => {
    const { status, body } = await whoAmI('alice');
    expect(status).toBe(201);
    expect(body).toEqual({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
      metadata: { creationTimestamp: expect.stringMatching(/^20.*Z$/) },
      status: {
        userInfo: {
          username: 'alice',
          uid: 'alice',
          groups: ['developers', 'system:authenticated'],
        },
      },
    });
  });
});
