import { describe, expect, test } from '@jest/globals';

import { Egress } from '../../../../src/modules/tenants/egress.type.js';
import {
  MemberKind,
  MemberRole,
} from '../../../../src/modules/tenants/member.type.js';
import { PodSecurityLevel } from '../../../../src/modules/tenants/pod-security.type.js';
import {
  fromSpecText,
  isWhole,
  mergeSpec,
  toDefaultSpec,
  toSpec,
  toSpecText,
} from '../../../../src/modules/tenants/tenant-spec.js';
import { DEFAULT_PLAN } from '../../../../src/config/default-plan.js';

const plain = toDefaultSpec(DEFAULT_PLAN);

describe('the wish for a tenant', () => {
  test('is read as it was written', () => {
    const spec = mergeSpec(plain, {
      quota: { pods: '3', 'count/jobs.batch': '1' },
      containerDefaults: { maxCpu: '2' },
      egress: Egress.NONE,
      members: [
        {
          kind: MemberKind.SERVICE_ACCOUNT,
          name: 'ci',
          namespace: 'x',
          role: MemberRole.ADMIN,
        },
      ],
      frozen: true,
    });
    const text = toSpecText(spec);
    expect(toSpec(fromSpecText(text), {}, DEFAULT_PLAN)).toEqual(spec);
    expect(toSpecText(toSpec(fromSpecText(text), {}, DEFAULT_PLAN))).toBe(text);
  });

  test('lays the quota over the plan by resource and the defaults by field; empty text takes one away', () => {
    const spec = mergeSpec(plain, {
      quota: { pods: '3' },
      containerDefaults: { memoryLimit: '1Gi', maxMemory: '' },
      podSecurity: undefined,
    });
    expect(spec.quota).toEqual({ ...DEFAULT_PLAN.quota, pods: '3' });
    expect(spec.containerDefaults).toEqual({
      cpuRequest: '100m',
      memoryRequest: '128Mi',
      memoryLimit: '1Gi',
    });
    expect(spec.podSecurity).toBe('RESTRICTED');
  });

  test.each([
    [undefined],
    [''],
    ['not json'],
    ['null'],
    ['7'],
    ['"text"'],
    ['[]'],
    ['{"quota":[1],"containerDefaults":"x","egress":"MOON","members":{}}'],
    ['{"quota":{"pods":3},"frozen":"yes","podSecurity":null}'],
    ['{"members":[null,7,{"kind":"USER"},{"kind":"USER","role":"VIEWER"}]}'],
  ])('is the plan where the text is %s', (text) => {
    expect(toSpec(fromSpecText(text), {}, DEFAULT_PLAN)).toEqual(plain);
  });

  test('keeps what makes sense beside rubbish, and a stored quota stands when the plan changes', () => {
    const stored = fromSpecText(
      '{"quota":{"pods":"1"},"egress":"MOON","frozen":true,"unknown":1,"containerDefaults":{"cpuLimit":"1","other":"2"}}',
    );
    expect(toSpec(stored, {}, DEFAULT_PLAN)).toEqual({
      ...plain,
      quota: { pods: '1' },
      containerDefaults: { cpuLimit: '1' },
      frozen: true,
    });
  });

  test('is what was found where nothing is stored, and whole when nothing has to be found', () => {
    const found = {
      quota: { pods: '9' },
      podSecurity: PodSecurityLevel.BASELINE,
      egress: Egress.NONE,
      containerDefaults: undefined,
    };
    const stored = fromSpecText('{"egress":"TENANT_ONLY","frozen":true}');
    expect(isWhole(stored)).toBe(false);
    const spec = toSpec(stored, found, DEFAULT_PLAN);
    expect(spec).toEqual({
      ...plain,
      quota: { pods: '9' },
      podSecurity: 'BASELINE',
      egress: 'TENANT_ONLY',
      frozen: true,
    });
    expect(isWhole(fromSpecText(toSpecText(spec)))).toBe(true);
    expect(toSpecText(stored)).toBe('{"egress":"TENANT_ONLY","frozen":true}');
  });
});
