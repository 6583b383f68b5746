// kubectl create configmap (k8s.io/kubectl/pkg/cmd/create/create_configmap.go, v1.33).

import { configKeyFaults } from '../../api/index.ts'
import { bytesToBase64, isText } from '../byte-text.ts'
import type { Command } from '../command.ts'
import { CommandError } from '../errors.ts'
import { quote } from '../flag-parser.ts'
import { generatorFlags, startGenerator } from '../generator.ts'
import { appendHashFlag, hashedName, keySourceFlags } from '../key-source-flags.ts'
import { addEnvFiles, addFiles, addLiterals } from '../key-sources.ts'

export const createConfigMap: Command = {
  name: 'configmap',
  aliases: ['cm'],
  use: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
  short: 'Make a config map from files, folders or words',
  examples: [
    'kubectl create configmap my-config --from-literal=key1=config1 --from-literal=key2=config2',
    'kubectl create configmap my-config --from-file=key1=file1.txt',
  ],
  flags: [...generatorFlags, ...keySourceFlags, appendHashFlag],
  run(ctx) {
    const generator = startGenerator(ctx)
    const { name, namespace } = generator
    if (name === '') throw new CommandError('name must be specified')
    const files = ctx.flags.strings('from-file')
    const literals = ctx.flags.strings('from-literal')
    const envFiles = ctx.flags.strings('from-env-file')
    if (envFiles.length > 0 && (files.length > 0 || literals.length > 0)) {
      throw new CommandError('from-env-file cannot be combined with from-file or from-literal')
    }
    const data = new Map<string, string>()
    const binaryData = new Map<string, string>()
    const add = (key: string, value: string): void => {
      const faults = configKeyFaults(key)
      if (faults.length > 0) {
        throw new CommandError(`${quote(key)} is not a valid key name for a ConfigMap: ${faults.join(',')}`)
      }
      if (data.has(key) || binaryData.has(key)) {
        const where = data.has(key) ? 'Data' : 'BinaryData'
        throw new CommandError(
          `cannot add key ${quote(key)}, another key by that name already exists in ${where} for ConfigMap ${quote(name)}`,
        )
      }
      if (isText(value)) data.set(key, value)
      else binaryData.set(key, bytesToBase64(value))
    }
    addFiles(ctx, files, add)
    addLiterals(literals, add)
    addEnvFiles(ctx, envFiles, 'config', add)
    const content = {
      data: Object.fromEntries(data),
      ...(binaryData.size > 0 ? { binaryData: Object.fromEntries(binaryData) } : {}),
    }
    return generator.create(
      {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { name: hashedName(ctx, name, { kind: 'ConfigMap', ...content }), namespace },
        ...content,
      },
      { resource: { group: '', version: 'v1', resource: 'configmaps' }, fault: 'failed to create configmap:' },
    )
  },
}
