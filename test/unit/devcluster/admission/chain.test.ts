import { expect, test } from '@jest/globals';

import { createAdmission } from '../../../../devcluster/admission/chain.js';
import { aPod, aRequest, QUOTAS } from './admission-request.js';

test('a pod goes through all of admission', () => {
  const { mutators, validators } = createAdmission({
    resourceQuota: QUOTAS,
    randomSuffix: () => 'abcde',
  });
  const pod = aPod();
  const { request } = aRequest(
    pod,
    {},
    {
      namespaces: [{ metadata: { name: 'n' } }],
      serviceaccounts: [{ metadata: { name: 'default', namespace: 'n' } }],
      resourcequotas: [
        {
          metadata: { name: 'q', namespace: 'n' },
          status: { hard: { pods: '1' }, used: { pods: '0' } },
        },
      ],
    },
  );
  for (const mutate of mutators) mutate(request);
  expect(pod.spec).toMatchObject({
    serviceAccountName: 'default',
    priority: 0,
    tolerations: [{}, {}],
    volumes: [{ name: 'kube-api-access-abcde' }],
  });
  expect(validators.flatMap((validate) => validate(request))).toMatchObject([
    { kind: QUOTAS, object: { status: { used: { pods: '1' } } } },
  ]);
});
