import type { Wording } from './wording.js';

const SINCE_1_27 = 'https://github.com/FootprintAI/Containarium/issues/1524';
const BEFORE = 'https://github.com/cloudfoundry-incubator/kubecf/issues/63';

/** The name is no image's name. Only kubelets write this, and have had two wordings: until 1.26, and since 1.27
 * (kubernetes/kubernetes pull request 116231). */
export const INVALID_IMAGE_NAME: readonly Wording[] = [
  {
    text: `Failed to apply default image tag "{image}": couldn't parse image name "{image}": {problem}`,
    source: SINCE_1_27,
  },
  {
    text: `Failed to apply default image tag "{image}": couldn't parse image reference "{image}": {problem}`,
    source: BEFORE,
  },
];

/** The problem of a name with capitals. */
export const NAME_HAS_CAPITALS: readonly Wording[] = [
  {
    text: 'invalid reference format: repository name ({path}) must be lowercase',
    source: 'github.com/distribution/reference v0.6.0, normalize.go',
  },
  {
    text: 'invalid reference format: repository name must be lowercase',
    source: 'https://github.com/SwissDataScienceCenter/renku/issues/281',
  },
];

/** The problem of every other name. */
export const NAME_IS_MALFORMED: readonly Wording[] = [
  {
    text: 'invalid reference format',
    source: 'github.com/distribution/reference v0.6.0, reference.go',
  },
];
