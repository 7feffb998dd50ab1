import type { LabelSelector } from '../label-selector.js';

/** What a HorizontalPodAutoscaler asks for. */
export interface AutoscalerSpec {
  minReplicas?: number;
  maxReplicas?: number;
  scaleTargetRef?: TargetRef;
  metrics?: Metric[];
  behavior?: { scaleUp?: ScalingRules; scaleDown?: ScalingRules };
}

export interface TargetRef {
  apiVersion?: string;
  kind?: string;
  name?: string;
}

/** What is measured: the source that `type` names. */
export interface Metric {
  type?: string;
  object?: MetricSource & { describedObject?: TargetRef };
  external?: MetricSource;
  pods?: MetricSource;
  resource?: ResourceSource;
  containerResource?: ResourceSource & { container?: string };
}

export interface MetricSource {
  metric?: { name?: string; selector?: LabelSelector };
  target?: MetricTarget;
}

export interface ResourceSource {
  name?: string;
  target?: MetricTarget;
}

export interface MetricTarget {
  type?: string;
  value?: string;
  averageValue?: string;
  averageUtilization?: number;
}

export interface ScalingRules {
  stabilizationWindowSeconds?: number;
  selectPolicy?: string;
  policies?: ScalingPolicy[];
  tolerance?: string;
}

export interface ScalingPolicy {
  type?: string;
  value?: number;
  periodSeconds?: number;
}
