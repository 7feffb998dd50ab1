import table from './type-table.json' with { type: 'json' };

/** What scripts/emit-type-table.ts wrote. A type is named like its Go package without the word `core`: `v1.Pod`,
 * `apps.v1.Deployment`, `meta.v1.ObjectMeta`. The text of a field is its type, which is a scalar, the name of a type, `[]` for a
 * list or `{}` for a map of what follows, and then flags:
 *
 * - `pointer`: zero is not the same as nothing; `always`: on the wire even when it is empty;
 * - `keys:a,b`, `set`, `atomic`: how ownership names the items; a list without one of them is atomic;
 * - `patch:merge`, `merge-key:name`: how a strategic merge patch treats it;
 * - `at:2.4`: where protobuf has it, field 4 of the message that is field 2;
 * - `default:TCP`: what names an item that leaves the field out; `go:v1.PullPolicy`: the type in messages.
 *
 * The field `*` says that the whole type is atomic. */
interface TypeTable {
  /** `apps/v1 Deployment` → `apps.v1.Deployment`. */
  kinds: Readonly<Record<string, string>>;
  types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const TYPE_TABLE = table as TypeTable;
