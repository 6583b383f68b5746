// (Long because the builder's rules follow one upon another and share the plan.)
// Finds the objects that a command's arguments and files name: TYPE NAME…, TYPE/NAME…, TYPE1,TYPE2, -f, -l, --all, -A
// (k8s.io/cli-runtime/pkg/resource builder.go, visitor.go, v1.33). Missing: -k (kustomize), URLs.

import { type ApiResource, type Client, matchesLabels, type Schema } from '../api/index.ts'
import type { Files, Steps } from '../sim/index.ts'
import { AggregateCommandError, CommandError, ConnectionError, isExpected, throwAll } from './errors.ts'
import { quote } from './flag-parser.ts'
import { dialFault } from './kubeconfig.ts'
import { readLabelSelector } from './label-selector.ts'
import { asObject, type DataMap, isMap, joinApiVersion, splitApiVersion, text } from './manifest-data.ts'
import { type ManifestFile, openFiles } from './manifest-files.ts'
import {
  type Manifest,
  manifestFault,
  readDocuments,
  readManifest,
  sorted,
  validationError,
} from './manifest-reader.ts'
import type { Mapper } from './mapper.ts'
import { fetchInfo, Info, listAll } from './resource-info.ts'

export { fetchInfo, getNamed, Info, listAll, listing, type Selectors } from './resource-info.ts'

export interface FileOptions {
  readonly filenames: readonly string[]
  readonly recursive?: boolean
  readonly kustomize?: string
}

export interface BuilderOptions {
  /** Words of the command line: TYPE NAME…, TYPE/NAME…, TYPE. */
  readonly args?: readonly string[]
  /** Words are names of this type, or TYPE/NAME (ResourceNames). */
  readonly namesOf?: string
  /** A TYPE alone means all of them (get, describe), rather than a fault. */
  readonly allowEmptySelector?: boolean
  readonly files?: FileOptions
  readonly labelSelector?: string
  readonly fieldSelector?: string
  /** --all */
  readonly selectAll?: boolean
  readonly allNamespaces?: boolean
  /** Go on with the others after a fault; the faults are thrown together at the end. */
  readonly continueOnError?: boolean
  /** Read objects of files anew from the server. */
  readonly latest?: boolean
  /** Default true: objects named by arguments are fetched. */
  readonly requireObject?: boolean
  readonly singleResourceType?: boolean
  /** Never ask the server: objects come from files only. */
  readonly local?: boolean
  /** Check apiVersion and kind of files before anything else, as commands with --validate do. */
  readonly validate?: boolean
  readonly subresource?: string
  readonly chunkSize?: number
  /** Objects are read as kubectl's own types (WithScheme), which custom resources have none of. */
  readonly typed?: boolean
  /** Overrides the namespace of the command line. */
  readonly namespace?: string
}

/** What the arguments ask for, before anything is fetched. */
export type Target =
  | { readonly type: 'list'; readonly mapping: ApiResource; readonly namespace: string }
  | { readonly type: 'name'; readonly mapping: ApiResource; readonly namespace: string; readonly name: string }
  | { readonly type: 'file'; readonly file: ManifestFile }

export interface ResourceResult {
  readonly targets: readonly Target[]
  /** Exactly one object was meant: it is printed bare, not in a List. */
  readonly singleItemImplied: boolean
  /** Objects were named (not selected). */
  readonly targetsSingleItems: boolean
  /** Calls `work` for each object in order; faults are thrown as the options say. */
  visit(work: (info: Info) => Steps<void> | void): Steps<void>
  infos(): Steps<readonly Info[]>
  /** For what the builder itself cannot know: --ignore-not-found. Call before visiting. */
  ignoreErrors(ignored: (error: Error) => boolean): void
}

/** What the builder uses of the running command. */
export interface BuilderContext {
  readonly client: Client
  readonly mapper: Mapper
  readonly namespace: string
  readonly namespaceExplicit: boolean
  readonly files: Files
  readonly schema: Schema
  /** Broken JSON is tried as YAML. */
  readonly jsonFallsBack: boolean
  resolvePath(path: string): string
  readStdin(): Steps<string>
  breathe(): Steps<void>
}

const MISSING_RESOURCE = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`

export const isMissingResource = (error: unknown): boolean =>
  error instanceof CommandError && error.message === MISSING_RESOURCE

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)]

interface Plan {
  types: readonly string[]
  names: readonly string[]
  tuples: readonly (readonly [resource: string, name: string])[]
  emptySelector: boolean
}

function slashed(arg: string): readonly [resource: string, name: string] {
  const [resource = '', name = '', ...more] = arg.split('/')
  if (more.length > 0) throw new CommandError('arguments in resource/name form may not have more than one slash')
  if (resource === '' || name === '' || unique(resource.split(',')).length !== 1) {
    throw new CommandError('arguments in resource/name form must have a single resource and name')
  }
  return [resource, name]
}

/** Splits the words as ResourceTypeOrNameArgs does. */
function planArgs(given: readonly string[], options: BuilderOptions, mapper: () => Mapper): Plan {
  const { namesOf } = options
  if (namesOf !== undefined) {
    const tuples = given.map((arg) => (arg.includes('/') ? slashed(arg) : ([namesOf, arg] as const)))
    return { types: tuples.length === 0 ? [namesOf] : [], names: [], tuples, emptySelector: false }
  }
  let args = given
  if (args.length >= 2) {
    const types = unique((args[0] ?? '').split(','))
    if (types.length > 1) args = types.flatMap((type) => args.slice(1).map((name) => `${type}/${name}`))
  }
  const slashes = args.filter((arg) => arg.includes('/')).length
  if (slashes > 0 && slashes < args.length) {
    throw new CommandError(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    )
  }
  if (slashes > 0) {
    return { types: [], names: [], tuples: args.map(slashed), emptySelector: false }
  }
  const [word, ...names] = args
  if (word === undefined) return { types: [], names: [], tuples: [], emptySelector: false }
  const expanded = options.local ? word : mapper().expandCategories(word)
  return {
    types: unique(expanded.split(',')),
    names,
    tuples: [],
    emptySelector: names.length === 0 && (options.allowEmptySelector ?? false),
  }
}

export function* buildResources(context: BuilderContext, options: BuilderOptions): Steps<ResourceResult> {
  const faults: Error[] = []
  const file = options.files
  const opened = file ? openFiles(context, file, faults) : { files: [], single: false }
  let plan: Plan = { types: [], names: [], tuples: [], emptySelector: false }
  try {
    plan = planArgs(options.args ?? [], options, () => context.mapper)
  } catch (error) {
    if (!isExpected(error)) throw error
    faults.push(error)
  }
  throwAll(faults)
  const { types, names, tuples } = plan
  const labelSelector = options.labelSelector === '' ? undefined : options.labelSelector
  const fieldSelector = options.fieldSelector === '' ? undefined : options.fieldSelector
  if (options.selectAll && (labelSelector !== undefined || fieldSelector !== undefined)) {
    throw new CommandError("setting 'all' parameter but found a non empty selector. ")
  }
  const selecting =
    labelSelector !== undefined || fieldSelector !== undefined || options.selectAll || plan.emptySelector
  const namespace = options.allNamespaces ? '' : (options.namespace ?? context.namespace)
  const stdin = opened.files.some((one) => one.path === '-') ? yield* context.readStdin() : ''
  const make = (targets: readonly Target[], singleItemImplied: boolean, targetsSingleItems: boolean): ResourceResult =>
    new Result(
      context,
      options,
      { labelSelector, fieldSelector },
      targets,
      singleItemImplied,
      targetsSingleItems,
      stdin,
    )

  if (file && (file.filenames.length > 0 || (file.kustomize ?? '') !== '')) {
    if (types.length > 0) {
      throw new CommandError(
        'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
      )
    }
    if (tuples.length > 0) {
      throw new CommandError('resource/name arguments cannot be provided when a path is specified')
    }
    return make(
      opened.files.map((one) => ({ type: 'file', file: one })),
      opened.single,
      true,
    )
  }
  if (selecting) {
    if (names.length > 0) throw new CommandError('name cannot be provided when a selector is specified')
    if (tuples.length > 0) {
      throw new CommandError('selectors and the all flag cannot be used when passing resource/name arguments')
    }
    if (types.length === 0) throw new CommandError('at least one resource must be specified to use a selector')
    if ((options.subresource ?? '') !== '') {
      throw new CommandError('subresource cannot be used when bulk resources are specified')
    }
    const mappings = uniqueMappings(context.mapper, types, options)
    return make(
      mappings.map((mapping) => ({ type: 'list', mapping, namespace: mapping.namespaced ? namespace : '' })),
      false,
      false,
    )
  }
  const named = (mapping: ApiResource, name: string): Target => {
    if (mapping.namespaced && namespace === '') {
      throw new CommandError(
        options.allNamespaces
          ? 'a resource cannot be retrieved by name across all namespaces'
          : 'namespace may not be empty when retrieving a resource by name',
      )
    }
    return { type: 'name', mapping, namespace: mapping.namespaced ? namespace : '', name }
  }
  if (tuples.length > 0) {
    const mappings = new Map(tuples.map(([resource]) => [resource, context.mapper.find(resource)]))
    if (options.singleResourceType && new Set(mappings.values()).size > 1) {
      throw new CommandError('you may only specify a single resource type')
    }
    return make(
      tuples.map(([resource, name]) => named(mappings.get(resource) ?? context.mapper.find(resource), name)),
      tuples.length === 1,
      true,
    )
  }
  if (names.length > 0) {
    if (types.length > 1) throw new CommandError('you must specify only one resource')
    const [mapping] = uniqueMappings(context.mapper, types, options)
    if (!mapping) throw new CommandError('you must provide a resource and a resource name together')
    return make(
      names.map((name) => named(mapping, name)),
      names.length === 1,
      true,
    )
  }
  if (types.length > 0) {
    for (const type of types) context.mapper.find(type)
    throw new CommandError('resource(s) were provided, but no name was specified')
  }
  throw new CommandError(MISSING_RESOURCE)
}

function uniqueMappings(mapper: Mapper, types: readonly string[], options: BuilderOptions): readonly ApiResource[] {
  if (types.length > 1 && options.singleResourceType) {
    throw new CommandError('you may only specify a single resource type')
  }
  return [...new Set(types.map((type) => mapper.find(type)))]
}

type Visit = (info: Info) => Steps<void>

class Result implements ResourceResult {
  readonly targets: readonly Target[]
  readonly singleItemImplied: boolean
  readonly targetsSingleItems: boolean
  readonly #context: BuilderContext
  readonly #options: BuilderOptions
  readonly #selectors: { readonly labelSelector: string | undefined; readonly fieldSelector: string | undefined }
  readonly #stdin: string
  #ignored: (error: Error) => boolean = () => false

  constructor(
    context: BuilderContext,
    options: BuilderOptions,
    selectors: { readonly labelSelector: string | undefined; readonly fieldSelector: string | undefined },
    targets: readonly Target[],
    singleItemImplied: boolean,
    targetsSingleItems: boolean,
    stdin: string,
  ) {
    this.#context = context
    this.#options = options
    this.#selectors = selectors
    this.targets = targets
    this.singleItemImplied = singleItemImplied
    this.targetsSingleItems = targetsSingleItems
    this.#stdin = stdin
  }

  ignoreErrors(ignored: (error: Error) => boolean): void {
    this.#ignored = ignored
  }

  *infos(): Steps<readonly Info[]> {
    const infos: Info[] = []
    yield* this.visit((info) => {
      infos.push(info)
    })
    return infos
  }

  /** Faults of the work come first; what was wrong with files and lists, they are one fault behind them. */
  *visit(work: (info: Info) => Steps<void> | void): Steps<void> {
    const faults: Error[] = []
    const inner: Error[] = []
    const { continueOnError } = this.#options
    const each: Visit = function* (this: Result, info: Info): Steps<void> {
      try {
        this.#prepare(info)
        const steps = work(info)
        if (steps) yield* steps
      } catch (error) {
        if (!isExpected(error) || !continueOnError) throw error
        faults.push(error)
      }
      yield* this.#context.breathe()
    }.bind(this)
    const note = (fault: Error): void => {
      if (!continueOnError) throw fault
      inner.push(fault)
    }
    for (const target of this.targets) {
      try {
        yield* this.#visitTarget(target, each, note)
      } catch (error) {
        if (!isExpected(error)) throw error
        if (!continueOnError) {
          if (this.#ignored(error)) return
          throw error
        }
        inner.push(error)
      }
    }
    if (inner.length > 0) faults.push(new AggregateCommandError(inner))
    const left = faults.flatMap((fault) => this.#withoutIgnored(fault))
    const [only] = left
    if (only) throw left.length === 1 ? only : new AggregateCommandError(left)
  }

  #withoutIgnored(fault: Error): readonly Error[] {
    if (!(fault instanceof AggregateCommandError)) return this.#ignored(fault) ? [] : [fault]
    const left = fault.errors.flatMap((one) => this.#withoutIgnored(one))
    return left.length === 0 ? [] : [new AggregateCommandError(left)]
  }

  *#visitTarget(target: Target, each: Visit, note: (fault: Error) => void): Steps<void> {
    if (target.type === 'file') yield* this.#visitFile(target.file, each, note)
    else if (target.type === 'list') yield* this.#visitList(target.mapping, target.namespace, each)
    else yield* each(new Info(target.mapping, target.namespace, target.name, '', this.#options.subresource ?? ''))
  }

  *#visitList(mapping: ApiResource, namespace: string, each: Visit): Steps<void> {
    const faults: Error[] = []
    for (const object of listAll(this.#context.client, mapping, namespace, this.#selectors, this.#options.chunkSize)) {
      const info = new Info(mapping, object.metadata.namespace ?? '', object.metadata.name, '', '', object)
      try {
        yield* each(info)
      } catch (error) {
        if (!isExpected(error)) throw error
        faults.push(error)
      }
    }
    throwAll(faults)
  }

  *#visitFile(file: ManifestFile, each: Visit, note: (fault: Error) => void): Steps<void> {
    const source = file.path === '-' ? 'STDIN' : file.shown
    const content = file.path === '-' ? this.#stdin : file.read()
    for (const document of readDocuments(content, this.#context.jsonFallsBack)) {
      if ('fault' in document) throw new CommandError(`error parsing ${source}: ${document.fault}`)
      if (this.#options.validate) {
        const fault = manifestFault(document.data)
        if (fault !== undefined) throw validationError(source, fault)
        reachServer(this.#context, source)
      }
      const read = readManifest(this.#context.schema, document.data)
      if ('fault' in read) note(new CommandError(`unable to decode ${quote(source)}: ${read.fault}`))
      else yield* this.#visitManifest(read, source, each, note)
    }
  }

  *#visitManifest(read: Manifest, source: string, each: Visit, note: (fault: Error) => void): Steps<void> {
    const list = this.#find(read.object, source)
    if (list instanceof Error) {
      note(list)
      return
    }
    if (!read.items) {
      const fault = this.#ready(list)
      if (fault instanceof Error) note(fault)
      else if (fault) yield* each(list)
      return
    }
    if (read.items.some((item) => Array.isArray(item['items']))) {
      note(new CommandError('*unstructured.Unstructured is not a list: no Items field in this object'))
      return
    }
    const faults: Error[] = []
    for (const item of read.items) {
      try {
        const info = this.#find(item, source, true)
        const ready = info instanceof Error ? info : this.#ready(info)
        if (ready instanceof Error) faults.push(ready)
        else if (ready && info instanceof Info) yield* each(info)
      } catch (error) {
        if (!isExpected(error)) throw error
        faults.push(error)
      }
    }
    if (faults.length > 0) note(new AggregateCommandError(faults))
  }

  /** The object with its kind's mapping, or why it has none. */
  #find(item: DataMap, source: string, fromList = false): Info | CommandError {
    const metadata = isMap(item['metadata']) ? item['metadata'] : {}
    const name = text(metadata['name'])
    const namespace = text(metadata['namespace'])
    const [group, version] = splitApiVersion(text(item['apiVersion']))
    const kind = text(item['kind'])
    if (kind === '') {
      const missing = "Object 'Kind' is missing in 'object has no kind field '"
      return new CommandError(`unable to get type info from the object "*unstructured.Unstructured": ${missing}`)
    }
    const mapping = this.#options.local
      ? guessMapping(group, version, kind, namespace)
      : recognized(this.#context, source, group, version, kind)
    if (!mapping) {
      const nothing = `no matches for kind ${quote(kind)} in version ${quote(joinApiVersion(group, version))}`
      return fromList
        ? new CommandError(`unable to recognize ${nothing}`)
        : new CommandError(
            `resource mapping not found for name: ${quote(name)} namespace: ${quote(namespace)} from ${quote(source)}: ${nothing}\nensure CRDs are installed first`,
          )
    }
    const object = sorted(item) as DataMap
    if (!isMap(object['metadata'])) object['metadata'] = {}
    return new Info(mapping, namespace, name, source, this.#options.subresource ?? '', asObject(object))
  }

  /** What is wanted of an object in a file, read anew if it must be; false when the selector leaves it out. */
  #ready(info: Info): boolean | Error {
    try {
      if (this.#options.latest && !this.#options.local) {
        this.#place(info)
        if (info.name !== '') fetchInfo(this.#context.client, info)
      }
    } catch (error) {
      if (!isExpected(error)) throw error
      return error
    }
    const { labelSelector = '' } = this.#options
    return labelSelector === '' || matchesLabels(readLabelSelector(labelSelector), info.object.metadata.labels ?? {})
  }

  /** Sets or checks the namespace. */
  #place(info: Info): void {
    if (info.source === '') return
    if (!info.mapping.namespaced) {
      setNamespace(info, '')
      return
    }
    const namespace = this.#options.namespace ?? this.#context.namespace
    if (info.namespace === '') setNamespace(info, namespace)
    else if (this.#context.namespaceExplicit && info.namespace !== namespace) {
      throw new CommandError(
        `the namespace from the provided object ${quote(info.namespace)} does not match the namespace ${quote(namespace)}. You must pass '--namespace=${info.namespace}' to perform this operation.`,
      )
    }
  }

  /** Sets or checks the namespace and fetches what was only named. */
  #prepare(info: Info): void {
    this.#place(info)
    if (!info.loaded && (this.#options.requireObject ?? true)) fetchInfo(this.#context.client, info)
    const { group, version, kind, openApi } = info.mapping
    if (this.#options.typed && openApi) {
      const apiVersion = quote(joinApiVersion(group, version))
      throw new CommandError(
        `no kind ${quote(kind)} is registered for version ${apiVersion} in scheme "pkg/scheme/scheme.go:28"`,
      )
    }
  }
}

function setNamespace(info: Info, namespace: string): void {
  info.namespace = namespace
  const metadata = (info.object as unknown as { metadata: DataMap }).metadata
  if (namespace === '') delete metadata['namespace']
  else metadata['namespace'] = namespace
}

/** A version that is not told is asked for as it is, though the kind is found. */
const inVersion = (mapping: ApiResource | undefined, version: string): ApiResource | undefined =>
  mapping && version === '' ? { ...mapping, version } : mapping

/** Files are looked at before the server; when it cannot be reached, the file is what could not be recognized. */
function recognized(
  context: BuilderContext,
  source: string,
  group: string,
  version: string,
  kind: string,
): ApiResource | undefined {
  try {
    const found = context.mapper.tryOfKind(group, version, kind) ?? listMapping(context.mapper, group, version, kind)
    return inVersion(found, version)
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error
    const cause = dialFault('Get', error, '/api?timeout=32s')
    throw new CommandError(`unable to recognize ${quote(source)}: ${cause}`)
  }
}

/** kubectl takes a List, and one of each kind, for kinds wherever it knows others. */
function listMapping(mapper: Mapper, group: string, version: string, kind: string): ApiResource | undefined {
  if (!kind.endsWith('List')) return undefined
  const single = kind.slice(0, -4)
  const one =
    single === ''
      ? mapper.resources.find((served) => served.group === group && served.version === version)
      : mapper.tryOfKind(group, version, single)
  return one && { ...guessMapping(group, version, kind, ''), namespaced: single !== '' && one.namespaced }
}

/** Validation asks the server for its types first, and says so when it cannot. */
function reachServer(context: BuilderContext, source: string): void {
  try {
    void context.client
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error
    const cause = dialFault('Get', error, '/openapi/v2?timeout=32s')
    throw validationError(source, `failed to download openapi: ${cause}`)
  }
}

/** A mapping made up from the object alone, for --local. */
function guessMapping(group: string, version: string, kind: string, namespace: string): ApiResource {
  const singular = kind.toLowerCase()
  const resource = /s$/.test(singular)
    ? `${singular}es`
    : /y$/.test(singular)
      ? singular.replace(/y$/, 'ies')
      : `${singular}s`
  return {
    group,
    version,
    resource,
    singular,
    kind,
    shortNames: [],
    categories: [],
    namespaced: namespace !== '',
    verbs: [],
    subresources: [],
  }
}
