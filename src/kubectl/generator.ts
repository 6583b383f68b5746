// What the commands that make objects from words share: their flags, the order of their checks, the request and the
// answer (k8s.io/kubectl/pkg/cmd/create/create_*.go, v1.33).

import { ApiError, type CollectionTarget, type KubeObject } from '../api/index.ts'
import type { Context } from './command.ts'
import { CommandError, ConnectionError, usageError } from './errors.ts'
import type { FlagSpec } from './flag-parser.ts'
import {
  type DryRun,
  dryRunFlag,
  dryRunOf,
  dryRunSuffix,
  fieldManagerFlag,
  printFlags,
  saveConfigFlag,
  validateFlag,
  validationOf,
} from './flag-sets.ts'
import { dialFault } from './kubeconfig.ts'
import { withLastApplied } from './last-applied.ts'
import { warnDryRun } from './log-line.ts'
import { type ObjectPrinter, objectPrinter } from './printers/object-printer.ts'
import { pathOf } from './request-path.ts'
import { type ObjectData, typedObject } from './typed-object.ts'

export const generatorFlags: readonly FlagSpec[] = [
  ...printFlags,
  dryRunFlag,
  fieldManagerFlag('kubectl-create'),
  saveConfigFlag,
  validateFlag,
]

export function dryRun(ctx: Context): DryRun {
  return dryRunOf(ctx.flags, warnDryRun(ctx))
}

export interface Generator {
  readonly name: string
  /** For metadata: only a namespace that was asked for is written down. */
  readonly namespace: string | undefined
  /** Sends and prints the object. `fault` words a refusal, e.g. 'failed to create deployment:'. */
  create(object: ObjectData, options: GeneratorOptions): number
}

interface GeneratorOptions {
  readonly resource: Omit<CollectionTarget, 'namespace'>
  readonly clusterScoped?: boolean
  readonly fault?: string
}

/** Checks the name and the flags that all generators have, in upstream's order. */
export function startGenerator(ctx: Context): Generator {
  const count = ctx.argsLenAtDash === -1 ? ctx.args.length : ctx.argsLenAtDash
  if (count !== 1) throw usageError(ctx.path, `exactly one NAME is required, got ${count}`)
  const mode = dryRun(ctx)
  const print = typedPrinter(ctx, `created${dryRunSuffix(mode)}`)
  const fieldValidation = validationOf(ctx.flags)
  return {
    name: ctx.args[0] ?? '',
    namespace: ctx.namespaceExplicit ? ctx.namespace : undefined,
    create(draft, { resource, clusterScoped, fault }) {
      let object = typedObject(ctx.schema, draft)
      if (ctx.flags.bool('save-config')) object = withLastApplied(object, { typed: true })
      if (mode !== 'client') {
        const target = { ...resource, namespace: clusterScoped ? undefined : ctx.namespace }
        const fieldManager = ctx.flags.string('field-manager')
        try {
          object = ctx.client.create(target, object, {
            fieldManager,
            fieldValidation,
            dryRun: mode === 'server',
            onWarning: (text) => ctx.warn(text),
          })
        } catch (error) {
          if (fault === undefined) throw error
          if (error instanceof ApiError) throw new CommandError(`${fault} ${error.message}`)
          if (!(error instanceof ConnectionError)) throw error
          const query = { dryRun: mode === 'server' ? 'All' : undefined, fieldManager, fieldValidation }
          throw new CommandError(`${fault} ${dialFault('Post', error, pathOf(target, query))}`)
        }
      }
      print(object)
      return 0
    },
  }
}

/** Prints objects that kubectl holds as Go structs. */
export function typedPrinter(ctx: Context, operation: string): ObjectPrinter {
  const print = objectPrinter(ctx, { operation, typed: true })
  const plain = ['', 'name'].includes(ctx.flags.string('output')) && ctx.flags.string('template') === ''
  return (object: KubeObject) => print(plain ? object : typedObject(ctx.schema, object))
}
