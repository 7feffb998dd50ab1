import type { ProblemParts } from './problem.js';
import type { ProblemCode } from './problem-code.js';

const WAITING_REASONS: Record<string, ProblemCode | undefined> = {
  InvalidImageName: 'IMAGE_NAME_INVALID',
  ErrImageNeverPull: 'IMAGE_NEVER_PULL',
};
const PULL_REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
  ...Object.keys(WAITING_REASONS),
];

/** In this order: some texts carry the words of several causes. */
const CAUSES: readonly [RegExp, ProblemCode][] = [
  [
    /no match for platform|no matching manifest for|no image found in .*for architecture/i,
    'IMAGE_WRONG_ARCH',
  ],
  [/toomanyrequests|429 too many|rate limit/i, 'IMAGE_RATE_LIMITED'],
  [
    /x509|certificate|server gave HTTP response to HTTPS client/i,
    'REGISTRY_TLS',
  ],
  [
    /no such host|time[d-]? ?out|connection (refused|reset)|network is unreachable|no route to host|deadline exceeded|\bdial tcp\b|server misbehaving|\b50[0234] /i,
    'REGISTRY_UNREACHABLE',
  ],
  [
    /unauthorized|authentication required|authorization failed|access denied|\bdenied\b|403 forbidden|401 |no basic auth|insufficient_scope/i,
    'IMAGE_AUTH',
  ],
  [
    /not found|manifest unknown|name unknown|does not exist|notfound/i,
    'IMAGE_NOT_FOUND',
  ],
];

/** Whether a container waits because of its image. */
export function isPullReason(reason: string | undefined): boolean {
  return reason !== undefined && PULL_REASONS.includes(reason);
}

/** Whether a message says more than that the next pull has to wait. */
export function isSpecific(message: string): boolean {
  return !/^Back-off pulling image "[^"]*"$/.test(message);
}

/** What a pull failed for, by the reason first and the words second; undefined when neither is known. */
export function toPullCode(
  reason: string,
  message: string,
  image: string,
): ProblemCode | undefined {
  // A name may contain any of the words.
  const words = message.replace(/"[^"\s]*"/g, ' ').replaceAll(image, ' ');
  return (
    WAITING_REASONS[reason] ??
    CAUSES.find(([pattern]) => pattern.test(words))?.[1]
  );
}

/** What is said about a pull of a code. */
export function toPullParts(
  code: ProblemCode | undefined,
  reason: string,
  image: string,
): ProblemParts {
  const host = hostOf(image);
  const titles: Partial<Record<ProblemCode, string>> = {
    IMAGE_NOT_FOUND: `Image ${image} does not exist.`,
    IMAGE_AUTH: `The registry ${host} refused access to ${image}. Add registry credentials.`,
    IMAGE_RATE_LIMITED: `The registry ${host} allows no more pulls for now.`,
    REGISTRY_UNREACHABLE: `The registry ${host} does not answer.`,
    REGISTRY_TLS: `The certificate of the registry ${host} is not trusted.`,
    IMAGE_WRONG_ARCH: `Image ${image} is not built for the machine's processor.`,
    IMAGE_NAME_INVALID: `"${image}" is not the name of an image.`,
    IMAGE_NEVER_PULL: `Image ${image} is not on the machine, and imagePullPolicy Never forbids to pull it.`,
  };
  return {
    title: (code && titles[code]) ?? `Image ${image}: ${reason}`,
    facts: { image },
  };
}

function hostOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first)
    ? first
    : 'docker.io';
}
