import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a field of a Go struct tells beyond its OpenAPI schema. */
export interface GoField {
  /** As reflection prints it, without the star: `v1.PullPolicy`. */
  type: string;
  isPointer: boolean;
  omitsEmpty: boolean;
  omitsZero: boolean;
  /** Where protobuf has it: its number, after the numbers of the structs that it is embedded through. */
  numbers: readonly string[];
  /** The text after `+default=`, when it is a string. */
  fallback?: string;
}

export type GoStruct = ReadonlyMap<string, GoField>;

const FIELD = /^\t(?:\w+ )?(\S+)\s+`json:"([^"]*)"/;
const NUMBER = / protobuf:"\w+,(\d+),/;
const DEFAULT = /^\t\/\/ \+default="(.*)"$/;
const BUILT_IN =
  /^(string|bool|byte|u?int(8|16|32|64)?|float(32|64)|map|struct|interface)$/;

const TYPE_META: GoStruct = new Map(
  ['apiVersion', 'kind'].map((name) => [
    name,
    {
      type: 'string',
      isPointer: false,
      omitsEmpty: true,
      omitsZero: false,
      numbers: [],
    },
  ]),
);

/** The structs of one package, read from its types.go, with those that they embed. */
export class GoPackage {
  private constructor(
    private readonly text: string,
    private readonly folder: string,
  ) {}

  static async read(folder: string): Promise<GoPackage> {
    return new GoPackage(
      await readFile(join(folder, 'types.go'), 'utf8'),
      folder,
    );
  }

  struct(name: string): GoStruct | undefined {
    const start = this.text.indexOf(`\ntype ${name} struct {\n`);
    if (start < 0) return undefined;
    const lines = this.text
      .slice(start, this.text.indexOf('\n}', start))
      .split('\n');
    const fields = new Map<string, GoField>();
    let fallback: string | undefined;
    for (const line of lines) {
      fallback = DEFAULT.exec(line)?.[1] ?? fallback;
      const [, type, tag] = FIELD.exec(line) ?? [];
      if (type === undefined || tag === undefined) continue;
      const [json = '', ...options] = tag.split(',');
      const numbers = NUMBER.exec(line)?.slice(1) ?? [];
      if (json) {
        fields.set(json, {
          type: this.qualify(type.replace(/^\*/, '')),
          isPointer: type.startsWith('*'),
          omitsEmpty: options.includes('omitempty'),
          omitsZero: options.includes('omitzero'),
          numbers,
          ...(fallback !== undefined && { fallback }),
        });
      } else {
        const embedded =
          type === 'metav1.TypeMeta' ? TYPE_META : this.struct(type);
        for (const [inner, field] of embedded ?? [])
          fields.set(inner, {
            ...field,
            // What is embedded without a number of its own is not on the wire.
            numbers: numbers.length > 0 ? [...numbers, ...field.numbers] : [],
          });
      }
      fallback = undefined;
    }
    return fields;
  }

  /** `[]Container` becomes `[]v1.Container`, `metav1.Time` becomes `v1.Time`. */
  private qualify(type: string): string {
    return type.replace(
      /(\w+\.)?(\b[A-Za-z]\w*)/g,
      (word, pkg: string, name: string) => {
        if (pkg)
          return `${/^(meta|core)?v1\.$/.test(pkg) ? 'v1.' : pkg}${name}`;
        if (name === 'byte') return 'uint8';
        return BUILT_IN.test(name)
          ? word
          : `${this.folder.split('/').pop()}.${name}`;
      },
    );
  }
}
