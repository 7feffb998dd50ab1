import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Service {
  image?: string;
  build?: { target: string };
  environment?: Record<string, string>;
  healthcheck?: { test: unknown };
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
}

/** Docker cannot run in the tests: these only read the files. */
describe('the container files', () => {
  const { services } = parse(readFileSync('docker-compose.yml', 'utf8')) as {
    services: Record<'k3s' | 'moorage' | 'demo-account', Service>;
  };

  test('compose starts a cluster and the API, each with a health check, of pinned images', () => {
    expect(Object.keys(services).sort()).toEqual([
      'demo-account',
      'k3s',
      'moorage',
    ]);
    expect(services.k3s.healthcheck?.test).toBeDefined();
    expect(services.moorage.healthcheck?.test).toBeDefined();
    for (const { image } of Object.values(services))
      expect(image ?? 'x:1').toMatch(/:v?\d/);
    for (const { depends_on: needs = {} } of Object.values(services)) {
      for (const name of Object.keys(needs))
        expect(services).toHaveProperty([name]);
    }
  });

  test('compose listens on all addresses, so each caller brings a token', () => {
    expect(services.moorage.environment).toMatchObject({
      HOST: '0.0.0.0',
      MOORAGE_AUTH: 'token',
    });
    expect(services.moorage.build?.target).toBe('server');
  });

  test('the image runs the built server, not as root, with a health check', () => {
    const lines = readFileSync('Dockerfile', 'utf8').split('\n');
    const of = (word: string) =>
      lines
        .filter((line) => line.startsWith(`${word} `))
        .map((line) => line.slice(word.length + 1));
    expect(of('FROM').map((from) => from.split(' AS ')[1])).toEqual([
      'build',
      'server',
    ]);
    expect(of('FROM').every((from) => /^node:\d+\.\d+/.test(from))).toBe(true);
    expect(of('USER')).toEqual(['node']);
    expect(JSON.parse(of('CMD')[0] ?? '')).toEqual([
      'node',
      '--max-semi-space-size=64',
      'dist/src/main.js',
    ]);
    expect(of('HEALTHCHECK')[0]).toContain('/livez');
  });
});
