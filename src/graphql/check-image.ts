import { invalid, type UserError } from './user-error.type.js';

const HOST = String.raw`(?:[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?`;
const PART = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
const REFERENCE = new RegExp(
  String.raw`^(?:${HOST}/)?${PART}(?:/${PART})*(?::[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?(?:@[A-Za-z][-+._A-Za-z0-9]*:[0-9a-fA-F]{32,})?$`,
);

/** An image reference: host/path:tag@digest, the path in lower case. */
export function checkImage(
  image: string | undefined,
  field = 'image',
): UserError[] {
  if (image === undefined || (image.length <= 1024 && REFERENCE.test(image)))
    return [];
  return [
    invalid(
      [field],
      `"${image}" is not an image: write it as in nginx:1.27 or ghcr.io/team/app:v2 (the path in lower case, no spaces).`,
    ),
  ];
}

/** When the kubelet should ask the registry: always for a moving tag. */
export function pullPolicyOf(image: string): 'Always' | 'IfNotPresent' {
  if (image.includes('@')) return 'IfNotPresent';
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}
