// kubectl config set and unset: one property by its path, such as contexts.mine.namespace
// (kubectl/pkg/cmd/config/set.go, unset.go, v1.33).

import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { parseBool, quote } from '../flag-parser.ts'
import { helpText } from '../help.ts'
import { findEntry } from '../kubeconfig.ts'
import { withEntry, writeKubeconfig } from '../kubeconfig-file.ts'
import { copyData } from '../manifest-data.ts'

const fieldsOf = {
  contexts: ['cluster', 'user', 'namespace'],
  clusters: ['server', 'certificate-authority', 'insecure-skip-tls-verify', 'tls-server-name', 'proxy-url'],
  users: ['token', 'username', 'password', 'client-certificate', 'client-key'],
} as const

type Section = keyof typeof fieldsOf

interface Property {
  readonly section: Section
  readonly name: string
  /** Undefined: the whole entry. */
  readonly field: string | undefined
}

/** Names may hold dots: the field is what follows the last one that it can follow. */
function propertyOf(path: string): Property | undefined {
  const section = (Object.keys(fieldsOf) as Section[]).find((one) => path.startsWith(`${one}.`))
  if (!section) return undefined
  const rest = path.slice(section.length + 1)
  const field = fieldsOf[section].find((one) => rest.endsWith(`.${one}`))
  return { section, name: field ? rest.slice(0, -field.length - 1) : rest, field }
}

function needWords(ctx: Context, count: number): void {
  if (ctx.args.length === count) return
  ctx.out(helpText(ctx.command, ctx.path))
  throw new CommandError(`Unexpected args: [${ctx.args.join(' ')}]\nSee '${ctx.path} -h' for help and examples`)
}

export const configSet: Command = {
  name: 'set',
  use: 'PROPERTY_NAME PROPERTY_VALUE [options]',
  short: 'Set one property',
  flags: [{ name: 'set-raw-bytes', type: 'bool', default: false, help: 'Write data as it is, not as base64.' }],
  run(ctx) {
    needWords(ctx, 2)
    const [path = '', value = ''] = ctx.args
    const files = ctx.io.host.files
    if (path === 'current-context') writeKubeconfig(files, { ...ctx.kubeconfig, currentContext: value })
    else {
      const property = propertyOf(path)
      if (!property) throw new CommandError(`unable to parse ${path.split('.')[0]} after [] at api.Config`)
      const { section, name, field } = property
      if (field === undefined) throw new CommandError(`unable to locate path ${path}`)
      const entry = copyData(findEntry(ctx.kubeconfig[section], name) ?? {})
      entry[field] = field === 'insecure-skip-tls-verify' ? (parseBool(value) ?? false) : value
      if (section === 'contexts') {
        entry['cluster'] ??= ''
        entry['user'] ??= ''
      }
      writeKubeconfig(files, { ...ctx.kubeconfig, [section]: withEntry(ctx.kubeconfig[section], name, entry) })
    }
    ctx.out(`Property ${quote(path)} set.\n`)
    return 0
  },
}

export const configUnset: Command = {
  name: 'unset',
  use: 'PROPERTY_NAME [options]',
  short: 'Remove one property',
  run(ctx) {
    needWords(ctx, 1)
    const [path = ''] = ctx.args
    const files = ctx.io.host.files
    const section = (Object.keys(fieldsOf) as Section[]).find((one) => one === path)
    if (path === 'current-context') writeKubeconfig(files, { ...ctx.kubeconfig, currentContext: '' })
    else if (section) writeKubeconfig(files, { ...ctx.kubeconfig, [section]: [] })
    else {
      const property = propertyOf(path)
      if (!property) throw new CommandError(`unable to parse ${path.split('.')[0]} after [] at api.Config`)
      const entry = findEntry(ctx.kubeconfig[property.section], property.name)
      if (!entry) throw new CommandError(`current map key \`${property.name}\` is invalid`)
      const copy = copyData(entry)
      if (property.field !== undefined) delete copy[property.field]
      const kept = property.field === undefined ? undefined : copy
      writeKubeconfig(files, {
        ...ctx.kubeconfig,
        [property.section]: withEntry(ctx.kubeconfig[property.section], property.name, kept),
      })
    }
    ctx.out(`Property ${quote(path)} unset.\n`)
    return 0
  },
}
