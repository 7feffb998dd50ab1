import { duplicate, type FieldError } from '../api/field-error.js';
import {
  validateByRule,
  validateEach,
  validateRequiredOneOf,
} from './field-validation.js';
import { checkLabelName, checkQualifiedName } from './name-rules.js';
import { tooMany } from './too-many.js';

const MOST_PORTS = 20_000;

export interface SlicePort {
  name?: string;
  port?: number;
  protocol?: string;
  appProtocol?: string;
}

/** What is wrong with the ports of an EndpointSlice. */
export function validateSlicePorts(
  ports: readonly SlicePort[],
  field: string,
): FieldError[] {
  const names = new Set<string>();
  return tooMany(ports, field, MOST_PORTS, () =>
    validateEach(ports, field, ({ name = '', ...port }, portField) => {
      const isRepeated = names.has(name);
      names.add(name);
      return [
        ...(name
          ? validateByRule(name, `${portField}.name`, checkLabelName)
          : []),
        ...(isRepeated ? [duplicate(`${portField}.name`, name)] : []),
        ...validateRequiredOneOf(port.protocol, `${portField}.protocol`, [
          'SCTP',
          'TCP',
          'UDP',
        ]),
        ...(port.appProtocol === undefined
          ? []
          : validateByRule(
              port.appProtocol,
              `${portField}.appProtocol`,
              checkQualifiedName,
            )),
      ];
    }),
  );
}
