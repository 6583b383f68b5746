// How commands that change things print the objects: a line, or what -o asks for (cli-runtime print_flags.go, v1.33).

import type { KubeObject } from '../../api/index.ts'
import type { Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { outputFormats } from '../flag-sets.ts'
import { asData, isMap, splitApiVersion, text } from '../manifest-data.ts'
import { inStructOrder, jsonText, jsonTextInOrder } from './json.ts'

import { templatePrinter } from './template-printer.ts'
import { yamlText } from './yaml.ts'

export interface ObjectPrinterOptions {
  /** 'created': what the plain line says after the name; suffixes such as ' (dry run)' go here too. */
  readonly operation: string
  /** The object was made by kubectl from Go structs: JSON keeps the order of the fields. */
  readonly typed?: boolean
}

export type ObjectPrinter = (object: KubeObject) => void

/** 'pod/x', 'deployment.apps/x' */
export function objectName(object: KubeObject): string {
  const [group] = splitApiVersion(text(object.apiVersion))
  const kind = text(object.kind).toLowerCase() || '<unknown>'
  return `${group === '' ? kind : `${kind}.${group}`}/${text(object.metadata?.name) || '<unknown>'}`
}

/** Prints as -o says; throws at once when the format is not known. */
export function objectPrinter(ctx: Context, options: ObjectPrinterOptions): ObjectPrinter {
  const format = ctx.flags.has('output') ? ctx.flags.string('output') : ''
  return formatPrinter(ctx, format, options) ?? refuseFormat(format, outputFormats)
}

export function refuseFormat(format: string, allowed: readonly string[]): never {
  throw new CommandError(
    `unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${[...allowed].sort().join(',')}`,
  )
}

/** Undefined when the format is none of the usual ones. */
export function formatPrinter(ctx: Context, format: string, options: ObjectPrinterOptions): ObjectPrinter | undefined {
  const template = ctx.flags.has('template') ? ctx.flags.string('template') : ''
  const lower = format.toLowerCase()
  if (format === '' && template === '') {
    return (object) => {
      const suffix = options.operation === '' ? '' : ` ${options.operation}`
      for (const one of itemsOf(object)) ctx.out(`${objectName(one)}${suffix}\n`)
    }
  }
  if (lower === 'name') {
    return (object) => {
      for (const one of itemsOf(object)) ctx.out(`${objectName(one)}\n`)
    }
  }
  if (lower === 'json') {
    return (object) => {
      const shown = shownObject(ctx, object)
      if (!options.typed) ctx.out(`${jsonText(shown, '    ')}\n`)
      else ctx.out(`${jsonTextInOrder(inStructOrder(shown, ctx.schema, object.kind, object.apiVersion), '    ')}\n`)
    }
  }
  if (lower === 'yaml') {
    let printed = 0
    return (object) => {
      const separator = printed++ > 0 ? '---\n' : ''
      ctx.out(separator + yamlText(shownObject(ctx, object)))
    }
  }
  return templatePrinter(ctx, format, template)
}

const itemsOf = (object: KubeObject): readonly KubeObject[] => {
  const items = asData(object)['items']
  return Array.isArray(items) && text(object.kind).endsWith('List')
    ? (items as unknown as readonly KubeObject[])
    : [object]
}

/** Without managedFields, unless they are asked for. */
export function shownObject(ctx: Context, object: KubeObject): KubeObject {
  if (ctx.flags.has('show-managed-fields') && ctx.flags.bool('show-managed-fields')) return object
  const data = asData(object)
  if (Array.isArray(data['items'])) {
    return { ...object, items: data['items'].map((item) => withoutManagedFields(item)) } as KubeObject
  }
  return withoutManagedFields(data) as unknown as KubeObject
}

function withoutManagedFields(data: unknown): unknown {
  if (!isMap(data) || !isMap(data['metadata']) || data['metadata']['managedFields'] === undefined) return data
  const { managedFields: _, ...metadata } = data['metadata']
  return { ...data, metadata }
}
