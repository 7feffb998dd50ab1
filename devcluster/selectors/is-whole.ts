/** Whether a text is a whole number. */
export function isWhole(text: string | undefined): text is string {
  return text !== undefined && /^[-+]?\d+$/.test(text);
}
