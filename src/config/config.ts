import { isIP } from 'node:net';

import { isLoopback } from '../lib/loopback.js';
import type { ClusterOptions } from '../cluster/connection.js';
import type { Settings } from '../graphql/context.js';
import type { ServerOptions } from '../server/server.js';
import { toAuth } from './auth.js';
import { toClusterHeaders } from './cluster-headers.js';
import {
  type ClusterSource,
  type Surroundings,
  toClusterSource,
} from './cluster-source.js';
import { ConfigError } from './config-error.js';
import { toCorsOrigins } from './cors-origins.js';
import { DEFAULT_DNS, DEFAULT_PLAN } from './default-plan.js';
import type { Environment } from './env.js';
import { positive } from './numbers.js';
import { toRate } from './rate.js';
import { VERSION } from './version.js';

const LOG_LEVELS = [
  'fatal',
  'error',
  'warn',
  'info',
  'debug',
  'trace',
  'silent',
] as const;

export interface Config {
  server: Omit<
    ServerOptions,
    'cluster' | 'schema' | 'settings' | 'playgroundFolder'
  >;
  settings: Settings;
  source: ClusterSource;
  /** Whether the embedded cluster starts with something to look at. */
  demo: boolean;
  cluster: ClusterOptions;
}

/** The environment as a configuration. Throws a ConfigError with one sentence when it contradicts itself. */
export function toConfig(env: Environment, surroundings: Surroundings): Config {
  const host = env.HOST ?? '127.0.0.1';
  const auth = toAuth(
    env,
    host,
    oneOf(env, 'MOORAGE_AUTH', ['token', 'oidc', 'local']),
  );
  return {
    server: {
      host,
      port: toPort(env.PORT),
      auth,
      corsOrigins: toCorsOrigins(toNames(env.MOORAGE_CORS_ORIGINS), auth.kind),
      playground: isOn(env, 'MOORAGE_PLAYGROUND', isLoopback(host)),
      introspection: isOn(env, 'MOORAGE_INTROSPECTION', isLoopback(host)),
      maxCost: positive(env, 'MOORAGE_MAX_COST', 2_000),
      compileQueries: isOn(env, 'MOORAGE_COMPILED_QUERIES', true),
      logLevel: oneOf(env, 'MOORAGE_LOG_LEVEL', LOG_LEVELS) ?? 'info',
      operationTimeout: seconds(env, 'MOORAGE_OPERATION_SECONDS', 60),
    },
    settings: {
      reservedTenants: toNames(env.MOORAGE_RESERVED_TENANTS),
      plan: DEFAULT_PLAN,
      dns: {
        ...DEFAULT_DNS,
        addresses: toRanges(env, 'MOORAGE_DNS_ADDRESSES'),
      },
      networkPoliciesEnforced:
        oneOf(env, 'MOORAGE_NETWORK_POLICY', ['enforced', 'unknown']) ===
        'enforced',
      statusPatience: positive(env, 'MOORAGE_STATUS_PATIENCE', 1),
    },
    source: toClusterSource(
      env,
      oneOf(env, 'MOORAGE_CLUSTER', [
        'auto',
        'embedded',
        'kubeconfig',
        'in-cluster',
      ]),
      surroundings,
    ),
    demo: isOn(env, 'MOORAGE_DEMO', true),
    cluster: {
      connectTimeout: seconds(env, 'MOORAGE_CLUSTER_CONNECT_SECONDS', 10),
      readTimeout: seconds(env, 'MOORAGE_CLUSTER_READ_SECONDS', 25),
      writeTimeout: seconds(env, 'MOORAGE_CLUSTER_WRITE_SECONDS', 65),
      bodyTimeout: 60_000,
      bodyIdleTimeout: 10_000,
      connections: 24,
      streamIdleTimeout: 120_000,
      maxBytes: positive(env, 'MOORAGE_MAX_ANSWER_MIB', 512) * 1_048_576,
      maxProduced: positive(env, 'MOORAGE_MAX_PRODUCED', 100_000),
      maxObjects: positive(env, 'MOORAGE_MAX_OBJECTS', 200_000),
      userAgent: `moorage/${VERSION}`,
      headers: toClusterHeaders(env.MOORAGE_CLUSTER_HEADERS),
      rate: toRate(env),
    },
  };
}

function toPort(text = '4000'): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new ConfigError(
    `PORT is "${text}": it must be a whole number from 0 to 65535.`,
  );
}

function toNames(text = ''): string[] {
  return text.split(',').flatMap((name) => name.trim() || []);
}

/** Addresses or ranges as ranges. */
function toRanges(env: Environment, name: string): string[] {
  return toNames(env[name]).map((text) => {
    const [address = '', bits] = text.split('/');
    const most = { 4: 32, 6: 128 }[isIP(address)];
    if (most !== undefined && bits === undefined) return `${text}/${most}`;
    if (most !== undefined && /^\d+$/.test(bits ?? '') && Number(bits) <= most)
      return text;
    throw new ConfigError(
      `${name} names "${text}": it must be an IP address, or a range such as 169.254.20.0/24.`,
    );
  });
}

function oneOf<const T extends string>(
  env: Environment,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = env[name];
  const found = allowed.find((each) => each === value);
  if (value === undefined || found) return found;
  throw new ConfigError(
    `${name} is "${value}": it must be one of ${allowed.join(', ')}.`,
  );
}

function isOn(env: Environment, name: string, fallback: boolean): boolean {
  return (
    (oneOf(env, name, ['on', 'off']) ?? (fallback ? 'on' : 'off')) === 'on'
  );
}

function seconds(env: Environment, name: string, fallback: number): number {
  return Math.round(positive(env, name, fallback) * 1_000);
}
