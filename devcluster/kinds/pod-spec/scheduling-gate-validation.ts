import type { FieldError } from '../../api/field-error.js';
import { duplicate, forbiddenField } from '../../api/field-error.js';
import { validateByRule, validateEach } from '../field-validation.js';
import { checkQualifiedName } from '../name-rules.js';

type Gates = readonly { name?: string }[] | undefined;

/** What keeps a pod from being scheduled until it is taken away. */
export function validateGates(gates: Gates, field: string): FieldError[] {
  const names = new Set<string>();
  return validateEach(gates, field, ({ name = '' }, gateField) => {
    const isTaken = names.has(name);
    names.add(name);
    return [
      ...validateByRule(name, gateField, checkQualifiedName),
      ...(isTaken ? [duplicate(gateField, name)] : []),
    ];
  });
}

/** Gates can only be taken away. */
export function validateOnlyOpened(
  gates: Gates,
  before: Gates,
  field: string,
): FieldError[] {
  return validateEach(gates, field, ({ name = '' }, gateField) =>
    before?.some((old) => old.name === name)
      ? []
      : [
          forbiddenField(
            `${gateField}.name`,
            `only deletion is allowed, but found new scheduling gate '${name}'`,
          ),
        ],
  );
}
