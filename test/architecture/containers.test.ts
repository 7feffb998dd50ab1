import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Service {
  image?: string;
  profiles?: string[];
  build?: { target: string };
  environment?: Record<string, string>;
  healthcheck?: { test: unknown };
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
}

/** Docker cannot run in the tests: these only read the files. */
describe('the container files', () => {
  const { services } = parse(readFileSync('docker-compose.yml', 'utf8')) as {
    services: Record<
      'k3s' | 'moorage' | 'demo-account' | 'devcluster' | 'moorage-embedded',
      Service
    >;
  };

  test('compose starts a cluster and the API, each with a health check, of pinned images', () => {
    expect(Object.keys(services).sort()).toEqual([
      'demo-account',
      'devcluster',
      'k3s',
      'moorage',
      'moorage-embedded',
    ]);
    const { 'demo-account': once, ...lasting } = services;
    expect(once.healthcheck).toBeUndefined();
    for (const service of Object.values(lasting))
      expect(service.healthcheck?.test).toBeDefined();
    for (const { image } of Object.values(services))
      expect(image ?? 'x:1').toMatch(/:v?\d/);
    for (const { depends_on: needs = {} } of Object.values(services)) {
      for (const name of Object.keys(needs))
        expect(services).toHaveProperty([name]);
    }
  });

  test.each(['moorage', 'moorage-embedded'] as const)(
    '%s listens on all addresses, so each caller brings a token',
    (name) => {
      expect(services[name].environment).toMatchObject({
        HOST: '0.0.0.0',
        MOORAGE_AUTH: 'token',
        MOORAGE_PLAYGROUND: 'on',
        MOORAGE_INTROSPECTION: 'on',
      });
      expect(services[name].build?.target).toBe('server');
    },
  );

  test('the embedded cluster comes only when it is asked for', () => {
    expect(
      Object.entries(services).flatMap(([name, { profiles }]) =>
        profiles ? [name, ...profiles] : [],
      ),
    ).toEqual(['devcluster', 'embedded', 'moorage-embedded', 'embedded']);
    expect(services.devcluster.build?.target).toBe('devcluster');
  });

  test('the images run what was built, not as root, the server with a health check', () => {
    const lines = readFileSync('Dockerfile', 'utf8').split('\n');
    const of = (word: string) =>
      lines
        .filter((line) => line.startsWith(`${word} `))
        .map((line) => line.slice(word.length + 1));
    expect(of('FROM').map((from) => from.split(' AS ')[1])).toEqual([
      'build',
      'production',
      'devcluster',
      'server',
    ]);
    expect(
      of('FROM').every((from) => /^(node:\d+\.\d+|build )/.test(from)),
    ).toBe(true);
    expect(of('USER')).toEqual(['node', 'node']);
    expect(JSON.parse(of('CMD')[1] ?? '')).toEqual([
      'node',
      '--max-semi-space-size=32',
      'dist/src/main.js',
    ]);
    expect(of('HEALTHCHECK')[0]).toContain('/livez');
  });
});
