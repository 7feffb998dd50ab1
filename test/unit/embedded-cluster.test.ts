import { expect, test } from '@jest/globals';

import { startEmbeddedCluster } from '../../src/embedded-cluster.js';

test('an installation without the dev cluster says what to do instead', async () => {
  await expect(
    startEmbeddedCluster({
      executable: '/nonexistent/main.js',
      demo: false,
      say: () => undefined,
    }),
  ).rejects.toThrow(
    /has no embedded cluster: set KUBECONFIG to a kubeconfig file/,
  );
});
