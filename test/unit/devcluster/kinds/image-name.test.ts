import { expect, test } from '@jest/globals';

import { isLatestImage } from '../../../../devcluster/kinds/pod-spec/image-name.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  'app',
  'app:latest',
  'localhost:5000/app',
  'GHCR.io/app',
  'a/b/c',
  'a__b',
  `app:latest@${DIGEST}`,
])('%s is the latest', (image) => {
  expect(isLatestImage(image)).toBe(true);
});

test.each([
  'app:1',
  'localhost:5000/app:2',
  `app@${DIGEST}`,
  `app:1@${DIGEST}`,
  'docker.io/library/app:LATEST',
  // What follows is not the name of an image.
  '',
  'APP',
  'a b',
  'app:',
  'a___b',
  'app@sha256:short',
])('"%s" is not', (image) => {
  expect(isLatestImage(image)).toBe(false);
});
