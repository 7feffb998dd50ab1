import type { Answer } from '../http/answer.js';
import type { Call } from './call.js';
import type { WriteOptions } from './write-options.js';
export async function apply(_c: Call, _o: WriteOptions): Promise<Answer> {
  throw new Error('later');
}
