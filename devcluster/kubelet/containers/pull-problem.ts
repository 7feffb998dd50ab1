import { createHash } from 'node:crypto';

import type { PullFault } from '../images/image-behaviour.js';
import type { ImageName } from '../images/image-name.js';
import { toFullName, toRepository } from '../images/image-name.js';
import { PULL_NOT_FOUND } from '../messages/pull-not-found.js';
import { PULL_RATE_LIMITED } from '../messages/pull-rate-limited.js';
import { PULL_REFUSED } from '../messages/pull-refused.js';
import { REGISTRY_UNREACHABLE } from '../messages/registry-unreachable.js';
import { REGISTRY_UNTRUSTED } from '../messages/registry-untrusted.js';
import { say, type Wording } from '../messages/wording.js';
import { WRONG_ARCHITECTURE } from '../messages/wrong-architecture.js';

const WORDINGS: Readonly<Record<PullFault, readonly Wording[]>> = {
  'not-found': PULL_NOT_FOUND,
  refused: PULL_REFUSED,
  'rate-limited': PULL_RATE_LIMITED,
  unreachable: REGISTRY_UNREACHABLE,
  untrusted: REGISTRY_UNTRUSTED,
  'wrong-architecture': WRONG_ARCHITECTURE,
};

// An address for documentation (RFC 5737): nobody has it.
const ADDRESS = '192.0.2.10';

/** Returns what a container runtime says about an image that it cannot pull. `image` is its name as the pod has it. */
export function toPullProblem(
  fault: PullFault,
  variant: number,
  image: string,
  name: ImageName,
): string {
  const { registry, path, tag = 'latest', digest } = name;
  return say(WORDINGS[fault], variant, {
    image: image.includes(':') ? image : `${image}:latest`,
    full: toFullName(name),
    repository: toRepository(name),
    name: image.replace(/@.*$/, '').replace(/:[^/:]*$/, ''),
    tag,
    path,
    escapedPath: encodeURIComponent(path),
    host: registry === 'docker.io' ? 'registry-1.docker.io' : registry,
    digest: digest ?? toDigest(toFullName(name)),
    address: ADDRESS,
  });
}

/** One digest for each image name, so that equal images have equal ones. */
export function toDigest(fullName: string): string {
  return `sha256:${createHash('sha256').update(fullName).digest('hex')}`;
}
