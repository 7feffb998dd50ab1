import { openControlPlane } from './control-plane.js';
import {
  type IdentityProvider,
  startIdentityProvider,
} from './identity-provider.js';
import { createImpersonator, type Impersonator } from './impersonator.js';
import { type Api, startApi } from './start-api.js';

/** Moorage behind MOORAGE_AUTH=oidc, with an identity provider and an account that may only impersonate. */
export interface OidcApi extends Api {
  provider: IdentityProvider;
  impersonator: Impersonator;
}

/** Starts all of it; `prefix` stands before users and groups at the cluster. */
export async function startOidcApi(prefix: string): Promise<OidcApi> {
  const plane = openControlPlane();
  const [provider, impersonator] = await Promise.all([
    startIdentityProvider(prefix),
    createImpersonator(plane),
  ]);
  const api = await startApi(
    {
      MOORAGE_AUTH: 'oidc',
      MOORAGE_OIDC: JSON.stringify([provider.entry]),
    },
    impersonator,
  );
  return {
    ...api,
    provider,
    impersonator,
    async stop() {
      await api.stop();
      await provider.close();
      await impersonator.remove();
      await plane.close();
    },
  };
}
