import type { AutoscalerSpec, ScalingRules } from './autoscaler-spec.js';

const CPU_PERCENT = 80;
const PERIOD_SECONDS = 15;
const UP: ScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: PERIOD_SECONDS },
    { type: 'Percent', value: 100, periodSeconds: PERIOD_SECONDS },
  ],
};
const DOWN: ScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: PERIOD_SECONDS }],
};

/** Fills in what the API server fills in: 80 % of the requested cpu, and where one direction has rules, those of both. */
export function setAutoscalerDefaults(spec: AutoscalerSpec): void {
  spec.minReplicas ??= 1;
  if (!spec.metrics?.length)
    spec.metrics = [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: CPU_PERCENT },
        },
      },
    ];
  const { behavior } = spec;
  if (!behavior) return;
  behavior.scaleUp = { ...structuredClone(UP), ...behavior.scaleUp };
  behavior.scaleDown = { ...structuredClone(DOWN), ...behavior.scaleDown };
}
