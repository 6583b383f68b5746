// kubectl config set and unset: one property by its path, such as contexts.mine.namespace
// (kubectl/pkg/cmd/config/set.go, unset.go, v1.33).

import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { parseBool, quote } from '../flag-parser.ts'
import { helpText } from '../help.ts'
import { findEntry, type Kubeconfig } from '../kubeconfig.ts'
import { fieldsOf, withEntry, writeKubeconfig } from '../kubeconfig-file.ts'
import { copyData, type Data } from '../manifest-data.ts'

type Section = keyof typeof fieldsOf
const isSection = (word: string): word is Section => word in fieldsOf

interface Property {
  readonly section: Section
  readonly name: string
  /** Undefined: the whole entry. */
  readonly field: string | undefined
}

/** Names may hold dots: a name ends where something follows that a field is called. */
function propertyOf(path: string): Property {
  const [section = '', ...rest] = path.split('.')
  if (!isSection(section)) throw new CommandError(`unable to parse ${path} after [] at api.Config`)
  const fields: readonly string[] = fieldsOf[section]
  const at = rest.findIndex((word, index) => index > 0 && fields.includes(word))
  if (at < 0) return { section, name: rest.join('.'), field: undefined }
  if (at < rest.length - 1) throw new CommandError(`unable to parse one or more field values of ${path}`)
  return { section, name: rest.slice(0, at).join('.'), field: rest[at] }
}

export function save(ctx: Context, config: Kubeconfig): void {
  writeKubeconfig(ctx.io.host.files, ctx.kubeconfig, config)
}

/** Help on stdout, then the complaint: what these commands do with the wrong number of words. */
export function wrongArgs(ctx: Context, complaint = 'Unexpected'): CommandError {
  ctx.out(helpText(ctx.command, ctx.path))
  return new CommandError(`${complaint} args: [${ctx.args.join(' ')}]`)
}

function fieldValue(field: string, value: string, raw: boolean): Data {
  if (field.endsWith('-data')) {
    if (raw) return btoa(value)
    const at = value.search(/[^A-Za-z0-9+/=]/)
    if (at >= 0 || value.length % 4 !== 0) {
      const where = at >= 0 ? at : value.length - (value.length % 4)
      throw new CommandError(`error decoding input value: illegal base64 data at input byte ${where}`)
    }
    return value
  }
  if (field !== 'insecure-skip-tls-verify') return value
  const parsed = parseBool(value)
  if (parsed === undefined) throw new CommandError(`strconv.ParseBool: parsing ${quote(value)}: invalid syntax`)
  return parsed
}

export const configSet: Command = {
  name: 'set',
  use: 'PROPERTY_NAME PROPERTY_VALUE [options]',
  short: 'Set one property',
  flags: [{ name: 'set-raw-bytes', type: 'bool', default: false, help: 'Write data as it is, not as base64.' }],
  run(ctx) {
    if (ctx.args.length !== 2) throw wrongArgs(ctx)
    const [path = '', value = ''] = ctx.args
    if (value === '') throw new CommandError('you cannot use set to unset a property')
    if (path === '') throw new CommandError('you must specify a property')
    const config = ctx.kubeconfig
    if (path === 'current-context') save(ctx, { ...config, currentContext: value })
    else {
      const { section, name, field } = propertyOf(path)
      if (field === undefined) throw new CommandError(`can't set a map to a value: ${section}`)
      const entry = copyData(findEntry(config[section], name) ?? {})
      entry[field] = fieldValue(field, value, ctx.flags.bool('set-raw-bytes'))
      if (section === 'contexts') {
        entry['cluster'] ??= ''
        entry['user'] ??= ''
      } else if (section === 'clusters') entry['server'] ??= ''
      save(ctx, { ...config, [section]: withEntry(config[section], name, entry) })
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
    if (ctx.args.length !== 1) throw wrongArgs(ctx)
    const [path = ''] = ctx.args
    if (path === '') throw new CommandError('you must specify a property')
    save(ctx, without(ctx.kubeconfig, path))
    ctx.out(`Property ${quote(path)} unset.\n`)
    return 0
  },
}

function without(config: Kubeconfig, path: string): Kubeconfig {
  if (path === 'current-context') return { ...config, currentContext: '' }
  if (isSection(path)) return { ...config, [path]: [] }
  const { section, name, field } = propertyOf(path)
  if (field === undefined) return { ...config, [section]: withEntry(config[section], name, undefined) }
  const entry = findEntry(config[section], name)
  if (!entry) throw new CommandError(`current map key \`${name}\` is invalid`)
  const copy = copyData(entry)
  delete copy[field]
  return { ...config, [section]: withEntry(config[section], name, copy) }
}
