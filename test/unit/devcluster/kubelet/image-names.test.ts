import { describe, expect, test } from '@jest/globals';

import {
  isBadName,
  parseImageName,
  toFullName,
  toRepository,
} from '../../../../devcluster/kubelet/images/image-name.js';
import { userOfImage } from '../../../../devcluster/kubelet/images/image-user.js';
import { behaviourOfImage } from '../../../../devcluster/kubelet/images/reserved-images.js';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

describe('names of images', () => {
  test.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['bitnami/redis:7', 'docker.io/bitnami/redis:7'],
    ['docker.io/nginx', 'docker.io/library/nginx:latest'],
    ['localhost/app', 'localhost/app:latest'],
    ['registry.example:5000/a/b_c:v-1.0', 'registry.example:5000/a/b_c:v-1.0'],
    [`ghcr.io/a/b@${DIGEST}`, `ghcr.io/a/b@${DIGEST}`],
    [`ghcr.io/a/b:1@${DIGEST}`, `ghcr.io/a/b@${DIGEST}`],
  ])('%s is %s in full', (image, full) => {
    const name = parseImageName(image);
    if (isBadName(name)) throw new Error(name.problem);
    expect(toFullName(name)).toBe(full);
    expect(full.startsWith(toRepository(name))).toBe(true);
  });

  test.each([
    ['Nginx', 'capitals'],
    ['ghcr.io/Owner/app:1', 'capitals'],
    ['${IMAGE}', 'capitals'],
    ['https://registry.example/app:1', 'format'],
    ['/app:1', 'format'],
    ['app:', 'format'],
    ['images:ubuntu/24.04', 'format'],
    ['app@sha256:12', 'format'],
    ['', 'format'],
    ['a//b', 'format'],
  ])('%s is none: %s', (image, problem) => {
    expect(parseImageName(image)).toMatchObject({ problem });
  });
});

describe('reserved images', () => {
  test.each([
    ['registry.example/crash:3', {}],
    ['nginx', {}],
    ['Nginx', {}],
    ['moorage.dev/crash:3', { ends: { exitCode: 3, afterMs: 200 } }],
    ['moorage.dev/crash', { ends: { exitCode: 1, afterMs: 200 } }],
    ['moorage.dev/crash:3-variant-2', { ends: { exitCode: 3, afterMs: 200 } }],
    ['moorage.dev/exits:2-after-5s', { ends: { exitCode: 2, afterMs: 5000 } }],
    ['moorage.dev/completes', { ends: { exitCode: 0, afterMs: 200 } }],
    ['moorage.dev/completes:1.5', { ends: { exitCode: 0, afterMs: 1500 } }],
    ['moorage.dev/never-ready', { readyAfterMs: Infinity }],
    ['moorage.dev/slow-start:30', { readyAfterMs: 30_000 }],
    ['moorage.dev/no-such-image:variant-3', { pullFault: 'not-found' }],
    ['moorage.dev/private', { pullFault: 'refused', opensToPullSecret: true }],
    ['moorage.dev/logs:50', { linesPerSecond: 50 }],
    [
      'moorage.dev/out-of-memory:2s',
      { ends: { exitCode: 137, afterMs: 2000, reason: 'OOMKilled' } },
    ],
  ])('%s', (image, behaviour) => {
    expect(behaviourOfImage(image)).toEqual(behaviour);
  });

  test.each([
    'moorage.dev/crush:3',
    'moorage.dev/crash:300',
    'moorage.dev/crash:x',
    'moorage.dev/logs:0',
    'moorage.dev/logs:5000',
    'moorage.dev/never-ready:3',
    'moorage.dev/constructor',
  ])('%s is a slip of the pen and cannot be pulled', (image) => {
    expect(behaviourOfImage(image)).toEqual({ pullFault: 'not-found' });
  });
});

describe('the users of images', () => {
  test.each([
    ['nginx:1.27', { uid: 0 }],
    ['docker.io/library/postgres', { uid: 0 }],
    ['mirror.gcr.io/library/redis:7', { uid: 0 }],
    ['public.ecr.aws/docker/library/busybox', { uid: 0 }],
    ['memcached', { name: 'memcache' }],
    ['prom/node-exporter:v1.8.2', { name: 'nobody' }],
    ['nginxinc/nginx-unprivileged', { uid: 65532 }],
    ['registry.example/library/nginx', { uid: 65532 }],
    ['moorage.dev/crash:1', { uid: 65532 }],
  ])('%s runs as %j', (image, user) => {
    expect(userOfImage(image)).toEqual(user);
  });
});
