export type Token = { type: 'symbol' | 'word' | 'end'; text: string };

const SYMBOL = /^(?:==|!=|[=!<>(),])/;
const WORD = /^[^\s=!<>(),]+/;

/** Splits a label selector into symbols and words; the end is a token of its own, with no text. */
export function toTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let rest = text.trimStart();
  while (rest) {
    const symbol = SYMBOL.exec(rest)?.[0];
    const word = symbol ?? WORD.exec(rest)?.[0] ?? rest;
    tokens.push({ type: symbol ? 'symbol' : 'word', text: word });
    rest = rest.slice(word.length).trimStart();
  }
  return [...tokens, { type: 'end', text: '' }];
}
