const HOST = '[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]+)?';
const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const TAG = '\\w[\\w.-]{0,127}';
const DIGEST =
  '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const IMAGE = new RegExp(
  `^(?:${HOST}/)?${PART}(?:/${PART})*(?::(?<tag>${TAG}))?(?:@(?<digest>${DIGEST}))?$`,
);

/** Whether an image is the latest one of its name, so that it has to be pulled each time. A digest says which one it is; what is not
 * the name of an image is not the latest either. */
export function isLatestImage(image: string): boolean {
  const { groups } = IMAGE.exec(image) ?? {};
  if (!groups) return false;
  return groups.tag === 'latest' || (!groups.tag && !groups.digest);
}

/** The pull policy of an image that has none. */
export const toPullPolicy = (image = ''): string =>
  isLatestImage(image) ? 'Always' : 'IfNotPresent';
