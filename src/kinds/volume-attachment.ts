// VolumeAttachment: a volume on a node. Models pkg/registry/storage/volumeattachment/strategy.go (v1.33).

import {
  type FieldError,
  forbiddenField,
  GoSyntax,
  type ResourceDefinition,
  requiredField,
  tooLongField,
} from '../api/index.ts'
import { ageColumn, column, nameColumn } from './columns.ts'
import { csiDriverNameRule } from './csi-names.ts'
import { goStruct, immutable, subdomainRule } from './field-rules.ts'
import type { VolumeAttachment, VolumeAttachmentSource, VolumeAttachmentSpec } from './types.generated.ts'
import { allVerbs } from './verbs.ts'

export const volumeAttachment: ResourceDefinition<VolumeAttachment> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttachment',
  resource: 'volumeattachments',
  singular: 'volumeattachment',
  namespaced: false,
  put: { needsVersion: true },
  verbs: allVerbs,
  status: true,
  generation: false,
  columns: [
    nameColumn,
    column('Attacher', ({ spec }) => spec.attacher, { format: 'name' }),
    column('PV', ({ spec }) => spec.source?.persistentVolumeName ?? ''),
    column('Node', ({ spec }) => spec.nodeName),
    column('Attached', ({ status }) => status?.attached ?? false, { type: 'boolean' }),
    ageColumn,
  ],
  validate: ({ spec }) => [
    ...(spec.attacher ? [] : [requiredField('spec.attacher')]),
    ...sourceRule('spec.source', spec.source ?? {}),
    ...subdomainRule('spec.nodeName', spec.nodeName ?? ''),
    ...(spec.attacher ? csiDriverNameRule('spec.attacher', spec.attacher) : []),
    ...(spec.source?.persistentVolumeName
      ? subdomainRule('spec.source.persistentVolumeName', spec.source.persistentVolumeName)
      : []),
  ],
  validateUpdate: ({ spec }, { spec: old }) => immutable('spec', spec, old, shownSpec(spec)),
  parts: {
    status: {
      validate({ status }) {
        const errors: FieldError[] = []
        const bytes = new TextEncoder().encode(
          Object.entries(status?.attachmentMetadata ?? {})
            .flat()
            .join(''),
        ).length
        if (bytes > mostBytes) errors.push(tooLongField('status.attachmentMetadata', mostBytes))
        for (const name of ['attachError', 'detachError'] as const) {
          const { message = '' } = status?.[name] ?? {}
          // The limit in the message is upstream's, though it is not the one that counts.
          if (message.length > longestMessage) errors.push(tooLongField(`status.${name}.message`, mostBytes))
        }
        return errors
      },
    },
  },
}

const mostBytes = 256 * 1024
const longestMessage = 1024

// Missing: the rules of a volume that is written out here.
function sourceRule(field: string, { persistentVolumeName, inlineVolumeSpec }: VolumeAttachmentSource): FieldError[] {
  const why = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName'
  if (!inlineVolumeSpec && persistentVolumeName === undefined) return [requiredField(field, why)]
  if (inlineVolumeSpec && persistentVolumeName !== undefined) return [forbiddenField(field, why)]
  if (persistentVolumeName !== '') return []
  return [requiredField(`${field}.persistentVolumeName`, 'must specify non empty persistentVolumeName')]
}

// Differs: where Go would print addresses in memory, there is 0xc000000000.
function shownSpec({ attacher, source, nodeName }: VolumeAttachmentSpec): GoSyntax {
  const pointer = (type: string, value: unknown) => new GoSyntax(`(*${type})(${value ? '0xc000000000' : 'nil'})`)
  return goStruct('storage.VolumeAttachmentSpec', {
    Attacher: attacher,
    Source: goStruct('storage.VolumeAttachmentSource', {
      PersistentVolumeName: pointer('string', source?.persistentVolumeName),
      InlineVolumeSpec: pointer('core.PersistentVolumeSpec', source?.inlineVolumeSpec),
    }),
    NodeName: nodeName,
  })
}
