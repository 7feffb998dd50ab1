import { ConfigError } from './config-error.js';
import type { Environment } from './env.js';

/** A number greater than 0. A day in seconds is more than any deadline needs, and timers cannot count much further. */
export function positive(
  env: Environment,
  name: string,
  fallback: number,
): number {
  const text = env[name];
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^[\d.]+$/.test(text) && value >= 0.001 && value <= 86_400) return value;
  throw new ConfigError(
    `${name} is "${text}": it must be a number greater than 0, at most 86400.`,
  );
}
