import { invalid } from '../api/field-error.js';
import { checkLabelKey, checkLabelValue } from '../kinds/name-rules.js';
import { isWhole } from './is-whole.js';
import { type Token, toTokens } from './label-query-lexer.js';

export interface Requirement {
  key: string;
  operator: '=' | '==' | '!=' | '>' | '<' | 'in' | 'notin' | 'exists' | '!';
  values: readonly string[];
}

type Binary = Exclude<Requirement['operator'], 'exists' | '!'>;

const BINARY = new Set(['in', 'notin', '=', '==', '!=', '>', '<']);

/** Reads a label selector. Throws errors in the API server's words. */
export function toRequirements(text: string): Requirement[] {
  const tokens = toTokens(text);
  const requirements: Requirement[] = [];
  let at = 0;
  const peek = () => tokens[at] as Token;
  const take = () => tokens[at++] as Token;

  if (peek().type === 'end') return [];
  if (!startsRequirement(peek()))
    throw new Error(
      `found '${peek().text}', expected: !, identifier, or 'end of string'`,
    );
  for (;;) {
    requirements.push(readRequirement());
    const next = take();
    if (next.type === 'end') return requirements;
    if (next.text !== ',')
      throw new Error(`found '${next.text}', expected: ',' or 'end of string'`);
    if (!startsRequirement(peek()))
      throw new Error(`found '${peek().text}', expected: identifier after ','`);
  }

  function readRequirement(): Requirement {
    try {
      const isNegated = peek().text === '!';
      if (isNegated) take();
      const key = readWord();
      checkKey(key);
      if (isNegated) return { key, operator: '!', values: [] };
      if (peek().type === 'end' || peek().text === ',')
        return { key, operator: 'exists', values: [] };
      const operator = readOperator();
      const isSet = operator === 'in' || operator === 'notin';
      const values = isSet ? readSet() : [readValue()];
      checkValues(key, operator, values);
      return { key, operator, values };
    } catch (error) {
      throw new Error(
        `unable to parse requirement: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }

  function readWord(): string {
    const { type, text: word } = take();
    if (type !== 'word')
      throw new Error(`found '${word}', expected: identifier`);
    return word;
  }

  function readOperator(): Binary {
    const { text: operator } = take();
    if (BINARY.has(operator)) return operator as Binary;
    throw new Error(
      `found '${operator}', expected: in, notin, =, ==, !=, gt, lt`,
    );
  }

  // Nothing before a comma or the end stands for the empty value.
  function readValue(): string {
    const { type, text: symbol } = peek();
    return type === 'end' || symbol === ',' ? '' : readWord();
  }

  function readSet(): string[] {
    const open = take();
    if (open.text !== '(')
      throw new Error(`found '${open.text}' expected: '('`);
    const values: string[] = [];
    for (;;) {
      const { type, text: word } = take();
      if (type === 'word') values.push(word);
      else if (word === ')' || word === ',') values.push('');
      else throw new Error(`found '${word}', expected: ',', or identifier`);
      if (word === ')') return values;
      const after = type === 'word' ? take() : { text: ',' };
      if (after.text === ')') return values;
      if (after.text !== ',')
        throw new Error(`found '${after.text}', expected: ',' or ')'`);
    }
  }
}

function startsRequirement({ type, text }: Token): boolean {
  return type === 'word' || text === '!';
}

function checkKey(key: string): void {
  const [detail] = checkLabelKey(key);
  if (detail) throw new Error(`<nil>: ${invalid('', key, detail).message}`);
}

function checkValues(
  key: string,
  operator: Binary,
  values: readonly string[],
): void {
  values.forEach((value, index) => {
    if ((operator === '>' || operator === '<') && !isWhole(value))
      throw new Error(
        `values[${index}]: ${invalid('', value, "for 'Gt', 'Lt' operators, the value must be an integer").message}`,
      );
    const [detail] = checkLabelValue(value);
    if (detail)
      throw new Error(
        `values[${index}][${key}]: ${invalid('', value, detail).message}`,
      );
  });
}
