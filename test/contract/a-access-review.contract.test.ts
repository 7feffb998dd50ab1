import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane, type Thing } from './plane.js';
import { type Account, anAccount, grant } from './rights.js';

const AUTHORIZATION = '/apis/authorization.k8s.io/v1';
const EXACTLY_ONE =
  'exactly one of nonResourceAttributes or resourceAttributes must be specified';

let namespace: string;
/** May get and list the pods of the namespace. */
let jane: Account;

beforeAll(async () => {
  namespace = await aNamespace();
  jane = await anAccount(namespace, 'jane');
  await grant(namespace, 'reader', jane, [
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
  ]);
});
afterAll(closePlane);

const ask = (review: string, spec: unknown, more: object = {}) =>
  call<Thing>('POST', `${AUTHORIZATION}/${review}`, {
    body: { spec },
    ...more,
  });

const invalid = (...causes: [field: string, message: string][]) => {
  const texts = causes.map(
    ([field, message]) => `${field}: Invalid value: ${message}`,
  );
  return failure({
    code: 422,
    message: `.authorization.k8s.io "" is invalid: ${texts.length > 1 ? `[${texts.join(', ')}]` : texts[0]}`,
    reason: 'Invalid',
    details: {
      group: 'authorization.k8s.io',
      causes: causes.map(([field, message]) => ({
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${message}`,
        field,
      })),
    },
  });
};

describe('access reviews', () => {
  clause(
    'A4/ssar',
    'MUST echo the question and name the binding that allows',
    async () => {
      const resourceAttributes = { namespace, verb: 'list', resource: 'pods' };
      const status = {
        allowed: true,
        reason: `RBAC: allowed by RoleBinding "reader/${namespace}" of Role "reader" to ServiceAccount "jane/${namespace}"`,
      };
      const own = await ask(
        'selfsubjectaccessreviews',
        { resourceAttributes },
        { headers: jane.headers },
      );
      expect(own.status).toBe(201);
      expect(own.body).toMatchObject({
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
      });
      expect(own.body.spec).toEqual({ resourceAttributes });
      expect(own.body.status).toEqual(status);

      const spec = { user: jane.user, resourceAttributes };
      const other = await ask('subjectaccessreviews', spec);
      expect(other.status).toBe(201);
      expect(other.body.kind).toBe('SubjectAccessReview');
      expect(other.body.spec).toEqual(spec);
      expect(other.body.status).toEqual(status);

      const local = await ask(
        `namespaces/${namespace}/localsubjectaccessreviews`,
        spec,
      );
      expect(local.status).toBe(201);
      expect(local.body.kind).toBe('LocalSubjectAccessReview');
      expect(local.body.metadata.namespace).toBe(namespace);
      expect(local.body.status).toEqual(status);
    },
  );

  clause('A4/ssar-denied', 'MUST answer false without a reason', async () => {
    const attributes = { namespace, verb: 'delete', resource: 'pods' };
    const { status, body } = await ask(
      'selfsubjectaccessreviews',
      { resourceAttributes: attributes },
      { headers: jane.headers },
    );
    expect(status).toBe(201);
    expect(body.status).toEqual({ allowed: false });
    for (const review of [
      'subjectaccessreviews',
      `namespaces/${namespace}/localsubjectaccessreviews`,
    ]) {
      const spec = { user: 'nobody', resourceAttributes: attributes };
      const other = await ask(review, spec);
      expect(other.status).toBe(201);
      expect(other.body.status).toEqual({ allowed: false });
    }
  });

  clause(
    'A4/ssar-empty',
    'MUST refuse a review that asks nothing or too much',
    async () => {
      const nothing = await ask('selfsubjectaccessreviews', {});
      expect(nothing.status).toBe(422);
      expect(nothing.body).toEqual(invalid(['spec', `null: ${EXACTLY_ONE}`]));
      const both = await ask('selfsubjectaccessreviews', {
        nonResourceAttributes: { path: '/x', verb: 'get' },
        resourceAttributes: { verb: 'get', resource: 'pods' },
      });
      expect(both.body).toEqual(
        invalid(['spec', `{"Path":"/x","Verb":"get"}: ${EXACTLY_ONE}`]),
      );
      const nobody = await ask('subjectaccessreviews', {});
      expect(nobody.body).toEqual(
        invalid(
          ['spec', `null: ${EXACTLY_ONE}`],
          ['spec.user', '"": at least one of user or group must be specified'],
        ),
      );
    },
  );

  clause(
    'A4/local',
    'MUST keep local reviews to resources of their namespace',
    async () => {
      const path = `namespaces/${namespace}/localsubjectaccessreviews`;
      const elsewhere = await ask(path, {
        user: 'nobody',
        resourceAttributes: { namespace: 'x', verb: 'get', resource: 'pods' },
      });
      expect(elsewhere.body).toEqual(
        invalid([
          'spec.resourceAttributes.namespace',
          '"x": must match metadata.namespace',
        ]),
      );
      const nowhere = await ask(path, {
        user: 'nobody',
        nonResourceAttributes: { path: '/x', verb: 'get' },
      });
      expect(nowhere.body).toEqual(
        invalid([
          'spec.nonResourceAttributes',
          '{"Path":"/x","Verb":"get"}: disallowed on this kind of request',
        ]),
      );
    },
  );
});
