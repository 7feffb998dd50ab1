import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import {
  type PodTemplate,
  setTemplateDefaults,
  validatePodTemplate,
} from './pod-template.js';

interface StoredTemplate extends KubeObject {
  template?: PodTemplate;
}

/** Templates as objects of their own, which nothing uses. */
export const podTemplates: Kind = {
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  plural: 'podtemplates',
  singular: 'podtemplate',
  namespaced: true,
  definition: 'v1.PodTemplate',
  nameRule: 'subdomain',
  hasGeneration: true,
  returnsDeleted: true,
  defaults: (draft: StoredTemplate) =>
    setTemplateDefaults((draft.template ??= {})),
  validate: ({ template = {} }: StoredTemplate) =>
    validatePodTemplate(template, 'template'),
};
