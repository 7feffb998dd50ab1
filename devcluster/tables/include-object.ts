import { badRequest } from '../api/status-error.js';

/** What stands beside the cells of a row. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** Reads the parameter includeObject. Throws the Status of an unknown value. */
export function toIncludeObject(text: string): IncludeObject {
  switch (text) {
    case '':
      return 'Metadata';
    case 'None':
    case 'Metadata':
    case 'Object':
      return text;
    default:
      throw badRequest(
        `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(text)}: must be 'Metadata', 'Object', 'None', or empty`,
      );
  }
}
