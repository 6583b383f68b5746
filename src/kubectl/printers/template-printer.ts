// The formats that take a template: jsonpath, jsonpath-as-json, jsonpath-file, go-template and its other names
// (cli-runtime jsonpath_flags.go, template_flags.go, v1.33).

import type { Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { parseGoTemplate, renderGoTemplate } from '../go-template/run.ts'
import { parseJsonPath, renderJsonPath } from './jsonpath.ts'
import { jsonPathPrintError } from './jsonpath-error.ts'

const jsonPathFormats = ['jsonpath-as-json', 'jsonpath-file', 'jsonpath']
const goFormats = ['go-template-file', 'go-template', 'templatefile', 'template']

/** Splits `jsonpath=…`; undefined when `format` is of no such kind. */
function split(format: string, template: string, formats: readonly string[]): readonly [string, string] | undefined {
  const name = formats.find((one) => format === one || format.startsWith(`${one}=`))
  if (name === undefined) return undefined
  const value = format.startsWith(`${name}=`) ? format.slice(name.length + 1) : template
  if (value === '') throw new CommandError('template format specified but no template given')
  return [name, value]
}

export function templatePrinter(
  ctx: Pick<Context, 'flags' | 'out' | 'readFile'>,
  format: string,
  template: string,
): ((object: unknown) => void) | undefined {
  const allowMissing = ctx.flags.has('allow-missing-template-keys')
    ? ctx.flags.bool('allow-missing-template-keys')
    : true
  const path = format === '' ? undefined : split(format, template, jsonPathFormats)
  if (path) {
    const [name, value] = path
    const source = name === 'jsonpath-file' ? fileText(ctx, value) : value
    let parsed: ReturnType<typeof parseJsonPath>
    try {
      parsed = parseJsonPath(source)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      throw new CommandError(`error parsing jsonpath ${source}, ${error.message}`)
    }
    return (object) => {
      try {
        ctx.out(renderJsonPath(parsed, object, { allowMissing, asJson: name === 'jsonpath-as-json' }))
      } catch (error) {
        throw jsonPathPrintError(error, source, object)
      }
    }
  }
  const go = format === '' ? (['go-template', template] as const) : split(format, template, goFormats)
  if (!go) return undefined
  const [name, value] = go
  const source = name.endsWith('file') ? fileText(ctx, value) : value
  const parsed = parseGoTemplate(source)
  return (object) => renderGoTemplate(parsed, object, { allowMissing, out: (text) => ctx.out(text) })
}

function fileText(ctx: Pick<Context, 'readFile'>, path: string): string {
  try {
    return ctx.readFile(path)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new CommandError(`error reading --template ${path}, ${error.message}\n`)
  }
}
