import { type FieldError, invalid } from '../../api/field-error.js';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
const MODES = ['enforce', 'audit', 'warn'] as const;

export type Level = (typeof LEVELS)[number];
type Mode = (typeof MODES)[number];

/** A level in the sense of a version. */
export interface Grade {
  level: Level;
  /** Of Kubernetes 1; infinite for the latest. */
  minor: number;
}

export interface Policy {
  grades: Record<Mode, Grade>;
  /** Of labels that say nothing known. */
  errors: FieldError[];
}

/** What the labels of a namespace ask of its pods. */
export function toPolicy(
  labels: Readonly<Record<string, string>> = {},
): Policy {
  const errors: FieldError[] = [];
  const read = <T>(
    key: string,
    parse: (text: string) => T | undefined,
    rule: string,
  ): { value?: T; isBad: boolean } => {
    const text = labels[PREFIX + key];
    if (text === undefined) return { isBad: false };
    const value = parse(text);
    if (value === undefined)
      errors.push(invalid(`metadata.labels[${PREFIX}${key}]`, text, rule));
    return { value, isBad: value === undefined };
  };
  const [enforce, audit, warn] = MODES.map((mode) => ({
    level: read(mode, parseLevel, `must be one of ${LEVELS.join(', ')}`),
    version: read(`${mode}-version`, parseMinor, 'must be "latest" or "v1.x"'),
  })) as [ReadGrade, ReadGrade, ReadGrade];

  // What cannot be read is enforced at its strictest, but fails open elsewhere.
  const enforced = toGrade(
    enforce,
    enforce.level.isBad ? 'restricted' : 'privileged',
  );
  const isSilent = warn.level.value === undefined && !warn.level.isBad;
  const asEnforced = isSilent && strictness(enforce.level.value) > 0;
  return {
    grades: {
      enforce: enforced,
      audit: toGrade(audit, 'privileged'),
      warn: asEnforced
        ? {
            level: enforced.level,
            minor: hasVersion(warn) ? toMinor(warn) : enforced.minor,
          }
        : toGrade(warn, 'privileged'),
    },
    errors,
  };
}

interface ReadGrade {
  level: { value?: Level; isBad: boolean };
  version: { value?: number; isBad: boolean };
}

const toGrade = (read: ReadGrade, fallback: Level): Grade => ({
  level: read.level.value ?? fallback,
  minor: toMinor(read),
});

const toMinor = ({ version }: ReadGrade): number => version.value ?? Infinity;

const hasVersion = ({ version }: ReadGrade): boolean =>
  version.value !== undefined || version.isBad;

/** `restricted:latest` */
export const printGrade = ({ level, minor }: Grade): string =>
  `${level}:${minor === Infinity ? 'latest' : `v1.${minor}`}`;

/** Higher for a stricter level. */
export const strictness = (level: Level = 'privileged'): number =>
  LEVELS.indexOf(level);

const parseLevel = (text: string): Level | undefined =>
  LEVELS.find((level) => level === text);

function parseMinor(text: string): number | undefined {
  if (text === 'latest') return Infinity;
  const match = /^v1\.(0|[1-9]\d*)$/.exec(text);
  return match ? Number(match[1]) : undefined;
}
