import type { ImageName } from './image-name.js';

/** What the tag of a reserved image says. */
export interface ImageTag {
  /** The tag without the wish for a variant: `3`, `1-after-5s`, or nothing. */
  argument: string;
  /** The wording to use, counted from 0. */
  variant?: number;
}

const VARIANT = /(?:^|-)variant-([1-9]\d?)$/;

/** Takes `1-after-5s-variant-2` apart; a tag `latest` says nothing. */
export function parseImageTag({ tag = 'latest' }: ImageName): ImageTag {
  const variant = VARIANT.exec(tag);
  const argument = tag.replace(VARIANT, '');
  return {
    argument: argument === 'latest' ? '' : argument,
    ...(variant && { variant: Number(variant[1]) - 1 }),
  };
}
