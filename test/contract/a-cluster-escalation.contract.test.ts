import { afterAll, describe, expect } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { clause } from './clause.js';
import { aBinding, escalation, forbidden, GROUP } from './escalation.js';
import { aNamespace, call, closePlane } from './plane.js';
import {
  anAccount,
  grantCluster,
  RBAC,
  revokeCluster,
  type Rule,
} from './rights.js';

const clusterRole = uniqueName('contract-escalation');

afterAll(async () => {
  await revokeCluster(clusterRole);
  await closePlane();
});

describe('escalation in the whole cluster', () => {
  clause(
    'A9/cluster-role',
    'MUST refuse ClusterRoles, bindings to them and aggregation by those who hold less',
    async () => {
      const carl = await anAccount(await aNamespace(), 'carl');
      const create = async (to: string, body: unknown) =>
        (await call('POST', to, { body, headers: carl.headers })).body;
      await grantCluster(clusterRole, carl, [
        {
          apiGroups: [GROUP],
          resources: ['clusterroles', 'clusterrolebindings'],
          verbs: ['create'],
        },
      ]);
      const name = `${clusterRole}-refused`;
      const roles = `${RBAC}/clusterroles`;
      const paths: Rule = {
        nonResourceURLs: ['/b*', '/apis/x'],
        verbs: ['get', 'post'],
      };
      const metadata = { name };
      expect(await create(roles, { metadata, rules: [paths] })).toEqual(
        escalation(
          'clusterroles',
          name,
          carl,
          '{NonResourceURLs:["/apis/x"], Verbs:["post"]}',
          '{NonResourceURLs:["/b*"], Verbs:["get"]}',
          '{NonResourceURLs:["/b*"], Verbs:["post"]}',
        ),
      );
      const aggregationRule = {
        clusterRoleSelectors: [{ matchLabels: { a: 'b' } }],
      };
      expect(await create(roles, { metadata, aggregationRule })).toEqual(
        forbidden(
          'clusterroles',
          name,
          'must have cluster-admin privileges to use the aggregationRule',
        ),
      );
      const toRoot = aBinding(name, {
        kind: 'ClusterRole',
        name: 'cluster-admin',
      });
      expect(await create(`${RBAC}/clusterrolebindings`, toRoot)).toEqual(
        escalation(
          'clusterrolebindings',
          name,
          carl,
          '{APIGroups:["*"], Resources:["*"], Verbs:["*"]}',
          '{NonResourceURLs:["*"], Verbs:["*"]}',
        ),
      );
    },
  );
});
