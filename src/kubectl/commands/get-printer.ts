// Which printer `get` uses: the usual formats, and those that only it has.

import type { ApiResource, KubeObject } from '../../api/index.ts'
import type { Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { outputFormats } from '../flag-sets.ts'
import { asData, text } from '../manifest-data.ts'
import { kindName } from '../mapper.ts'
import { CustomColumnsWriter, columnsFromFile, columnsFromSpec } from '../printers/custom-columns.ts'
import { formatPrinter, type ObjectPrinter, refuseFormat } from '../printers/object-printer.ts'
import type { TableOptions } from '../printers/table.ts'

export const getFormats = [...outputFormats, 'custom-columns', 'custom-columns-file', 'wide'].sort()

export const isHumanReadable = (ctx: Context): boolean => {
  const output = ctx.flags.string('output')
  return output === 'wide' || (output === '' && ctx.flags.string('template') === '')
}

export function tableOptions(ctx: Context, mapping: ApiResource, severalKinds: boolean): TableOptions {
  return {
    noHeaders: ctx.flags.bool('no-headers'),
    wide: ctx.flags.string('output') === 'wide',
    withNamespace: ctx.flags.bool('all-namespaces') && mapping.namespaced,
    kind: severalKinds || ctx.flags.bool('show-kind') ? kindName(mapping) : undefined,
    showLabels: ctx.flags.bool('show-labels'),
    labelColumns: ctx.flags.strings('label-columns'),
  }
}

export function getPrinter(ctx: Context): ObjectPrinter {
  const format = ctx.flags.string('output')
  const custom = /^(custom-columns-file|custom-columns)(?:=([\s\S]*))?$/.exec(format)
  if (custom) {
    const value = custom[2] ?? ctx.flags.string('template')
    const fromFile = custom[1] === 'custom-columns-file'
    if (value === '') throw new CommandError('custom-columns format specified but no custom columns given')
    const columns = fromFile ? columnsFromFile(templateFile(ctx, value)) : columnsFromSpec(value)
    // Headers from a file are shown in any case.
    const writer = new CustomColumnsWriter(columns, ctx.flags.bool('no-headers') && !fromFile)
    return (object: KubeObject) => {
      const items = asData(object)['items']
      const objects = Array.isArray(items) && text(object.kind).endsWith('List') ? items : [object]
      writer.print(objects, (made) => ctx.out(made))
    }
  }
  return formatPrinter(ctx, format, { operation: '' }) ?? refuseFormat(format, getFormats)
}

function templateFile(ctx: Context, path: string): string {
  try {
    return ctx.readFile(path)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new CommandError(`error reading template ${path}, ${error.message}\n`)
  }
}
