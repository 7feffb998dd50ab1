import { describe, expect, test } from '@jest/globals';

import { holdToLimits } from '../../../../devcluster/admission/limit-bounds.js';
import { setLimitDefaults } from '../../../../devcluster/admission/limit-defaults.js';
import { refuseGrowth } from '../../../../devcluster/admission/storage-claim.js';
import { aPod, aRequest, CLAIMS, refusalOf } from './admission-request.js';

const aRange = (...limits: object[]) => ({
  limitranges: [{ metadata: { name: 'l', namespace: 'n' }, spec: { limits } }],
});

const needs = (name: string, requests: object = {}, limits: object = {}) => ({
  name,
  resources: { requests, limits },
});

describe('setLimitDefaults', () => {
  const world = aRange(
    { type: 'Pod', max: { cpu: '4' } },
    { type: 'Container', default: { cpu: '1', memory: '1Gi' } },
    { type: 'Container', defaultRequest: { cpu: '100m' } },
  );

  test('fills in what is missing and notes it', () => {
    const pod = aPod({
      containers: [{ name: 'c' }, needs('d', { cpu: '1' }, { cpu: '2' })],
      initContainers: [needs('i', {}, { cpu: '1', memory: '1Mi' })],
    });
    setLimitDefaults(aRequest(pod, {}, world).request);
    expect(pod.spec).toEqual({
      containers: [
        needs('c', { cpu: '100m' }, { cpu: '1', memory: '1Gi' }),
        needs('d', { cpu: '1' }, { cpu: '2', memory: '1Gi' }),
      ],
      initContainers: [
        needs('i', { cpu: '100m' }, { cpu: '1', memory: '1Mi' }),
      ],
    });
    expect(pod.metadata.annotations).toEqual({
      'kubernetes.io/limit-ranger':
        'LimitRanger plugin set: cpu request for container c; cpu, memory limit for container c; ' +
        'memory limit for container d; cpu request for init container i',
    });
  });

  test('leaves a pod alone that says everything, and every update', () => {
    const full = () =>
      aPod({
        containers: [needs('c', { cpu: '1' }, { cpu: '1', memory: '1Mi' })],
      });
    for (const [pod, more] of [
      [full(), {}],
      [aPod(), { old: aPod() }],
    ] as const) {
      const before = JSON.stringify(pod);
      setLimitDefaults(aRequest(pod, more, world).request);
      expect(JSON.stringify(pod)).toBe(before);
    }
  });
});

describe('holdToLimits', () => {
  const findings = (spec: object, ...limits: object[]) => {
    const { request } = aRequest(aPod(spec), {}, aRange(...limits));
    return refusalOf(() => holdToLimits(request)).message.replace(
      'pods "p" is forbidden: ',
      '',
    );
  };

  test('tells of one finding without brackets, and of equal ones once', () => {
    const tiny = needs('c', { memory: '32Mi' });
    expect(
      findings(
        { containers: [tiny, { ...tiny, name: 'd' }] },
        { type: 'Container', min: { memory: '64Mi' } },
      ),
    ).toBe('minimum memory usage per Container is 64Mi, but request is 32Mi');
  });

  test('goes through min, max and ratio of each container', () => {
    expect(
      findings(
        {
          containers: [
            { name: 'c' },
            needs(
              'd',
              { cpu: '50m', memory: '1Mi' },
              { cpu: '2', memory: '3Mi' },
            ),
          ],
        },
        {
          type: 'Container',
          min: { cpu: '100m' },
          max: { cpu: '1' },
          maxLimitRequestRatio: { memory: '2' },
        },
      ),
    ).toBe(
      '[minimum cpu usage per Container is 100m.  No request is specified, ' +
        'maximum cpu usage per Container is 1.  No limit is specified, ' +
        'memory max limit to request ratio per Container is 2, but no request is specified or request is 0, ' +
        'minimum cpu usage per Container is 100m, but request is 50m, ' +
        'maximum cpu usage per Container is 1, but limit is 2, ' +
        'memory max limit to request ratio per Container is 2, but provided ratio is 3.000000]',
    );
  });

  test('adds up a pod: containers with sidecars, or the largest start', () => {
    const spec = {
      containers: [
        needs('c', {}, { cpu: '1' }),
        needs('d', {}, { cpu: '500m' }),
      ],
      initContainers: [
        needs('i', {}, { cpu: '1800m' }),
        { ...needs('s', {}, { cpu: '400m' }), restartPolicy: 'Always' },
        needs('j', {}, { cpu: '1700m' }),
      ],
    };
    const atMost = (cpu: string) => ({ type: 'Pod', max: { cpu } });
    expect(findings(spec, atMost('2'))).toBe(
      'maximum cpu usage per Pod is 2, but limit is 2100m',
    );
    const { request } = aRequest(aPod(spec), {}, aRange(atMost('2100m')));
    expect(holdToLimits(request)).toEqual([]);
  });

  test('looks at the requests of claims, on updates too', () => {
    const aClaim = (storage: string) => ({
      metadata: { name: 'p' },
      spec: { resources: { requests: { storage } } },
    });
    const world = aRange({
      type: 'PersistentVolumeClaim',
      min: { storage: '1Gi' },
      max: { storage: '2Gi' },
    });
    const hold = (storage: string, old?: string) =>
      holdToLimits(
        aRequest(
          aClaim(storage),
          { kind: CLAIMS, ...(old && { old: aClaim(old) }) },
          world,
        ).request,
      );
    expect(hold('2Gi')).toEqual([]);
    expect(refusalOf(() => hold('5Gi', '1Gi')).message).toBe(
      'persistentvolumeclaims "p" is forbidden: maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 5Gi',
    );
    expect(refusalOf(() => hold('1')).message).toMatch(
      /minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 1$/,
    );
    const { request } = aRequest(aClaim('2Gi'), {
      kind: CLAIMS,
      old: aClaim('1Gi'),
    });
    expect(refusalOf(() => refuseGrowth(request)).message).toMatch(
      /only dynamically provisioned pvc can be resized/,
    );
  });
});
