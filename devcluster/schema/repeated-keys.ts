const KEY_END = /"\s*:/g;

/** A text with no more colons behind quotes than there are keys in its value repeats no key. Texts within texts look like
 * keys, too, so more of them prove nothing. */
export function mayRepeatKeys(text: string, keys: number): boolean {
  let colons = 0;
  KEY_END.lastIndex = 0;
  while (KEY_END.test(text)) colons += 1;
  return colons > keys;
}
