import { toPodField } from '../pods/pod-field.js';
import { toServiceField } from '../services/service-field.js';

/** Fields of the objects behind an app as fields of an input. */
export const toAppField = (field: string): string[] | undefined =>
  toPodField(field) ?? toServiceField(field);
