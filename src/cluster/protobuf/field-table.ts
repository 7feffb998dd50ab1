import table from './field-table.json' with { type: 'json' };

/** Where protobuf has a field, and how JSON shows it. */
export interface TableField {
  /** Its number, after those of the messages that JSON shows as one with their parent. */
  numbers: readonly number[];
  /** A scalar, or the name of a struct. */
  type: string;
  shape: 'one' | 'list' | 'map';
  /** What JSON does with an empty value: `always` and `pointer` are written, others left out. */
  presence: 'always' | 'pointer' | 'filled';
}

const { kinds, types } = table as {
  kinds: Record<string, string>;
  types: Record<string, Record<string, string>>;
};

/** The name of the struct of a kind; undefined for kinds that are read as JSON only. */
export function structOf(apiVersion: string, kind: string): string | undefined {
  return kinds[`${apiVersion} ${kind}`];
}

/** The fields of a struct by their JSON names; undefined for what is no struct. Source: scripts/emit-field-table.ts. */
export function fieldsOf(struct: string): Map<string, TableField> | undefined {
  const fields = types[struct];
  if (!fields) return undefined;
  return new Map(
    Object.entries(fields).map(([name, words]) => [name, toField(words)]),
  );
}

function toField(words: string): TableField {
  const [at = '', word = '', presence = 'filled'] = words.split(' ');
  const shape = word.startsWith('[]')
    ? 'list'
    : word.startsWith('{}')
      ? 'map'
      : 'one';
  return {
    numbers: at.split('.').map(Number),
    type: word.replace(/^(\[\]|\{\})/, ''),
    shape,
    presence: presence as TableField['presence'],
  };
}
