// What a user of the kubeconfig and the flags have to show, and as whom they want to act (k8s.io/client-go/tools/clientcmd/
// {client_config,validation}.go, v1.33). Missing: plugins (exec, auth-provider), and a password asked for at the prompt.

import type { Files } from '../sim/index.ts'
import { CommandError, messageOf } from './errors.ts'
import type { FlagValues } from './flag-parser.ts'
import { absolute } from './kubeconfig.ts'
import { type DataMap, isMap, text } from './manifest-data.ts'

export interface Credentials {
  readonly token?: string
  /** PEM. */
  readonly certificate?: string
  /** There is nothing to show. */
  readonly isPlain: boolean
  readonly impersonate?: {
    readonly user: string
    readonly groups: readonly string[]
    readonly uid: string
    readonly extra: Readonly<Record<string, readonly string[]>>
  }
}

export interface Surrounding {
  readonly files: Files
  /** Of the kubeconfig. */
  readonly folder: string
  readonly cwd: string
  /** What is wrong with the cluster's data. */
  readonly faults: readonly string[]
}

export function credentialsFor(
  name: string,
  data: DataMap,
  flags: FlagValues,
  { files, folder, cwd, faults: others }: Surrounding,
): Credentials {
  // A command's own flag of the same name (`create clusterrolebinding --user`) is not meant.
  const flag = (name: string): string => (flags.has(name, 'string') ? flags.string(name) : '')
  const faults: string[] = []
  const textOf = (key: string): string => flag(key) || text(data[key])
  const pathOf = (key: string): string => {
    const given = flag(key)
    return given !== '' ? absolute(cwd, given) : text(data[key]) === '' ? '' : absolute(folder, text(data[key]))
  }
  const read = (path: string, shown: string): string => {
    if (!files.stat(path)) throw new CommandError(`open ${shown}: no such file or directory`)
    return files.read(path)
  }
  const contentOf = (key: string, title: string): string => {
    const path = pathOf(key)
    const embedded = text(data[`${key}-data`])
    let content = ''
    if (path !== '')
      try {
        content = read(path, flag(key) || path)
      } catch (error) {
        faults.push(`unable to read ${title} ${flag(key) || path} for ${name} due to ${messageOf(error)}`)
      }
    return embedded === '' ? content : decoded(embedded)
  }

  const hasCertificate = textOf('client-certificate') !== '' || text(data['client-certificate-data']) !== ''
  let certificate = ''
  if (hasCertificate) {
    if (textOf('client-key') === '' && text(data['client-key-data']) === '')
      faults.push(
        `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`,
      )
    certificate = contentOf('client-certificate', 'client-cert')
    contentOf('client-key', 'client-key')
  }
  const hasBasic = textOf('username') !== '' || textOf('password') !== ''
  if (textOf('token') !== '' && hasBasic)
    faults.push(`more than one authentication method found for ${name}; found [token basicAuth], only one is allowed`)
  const user = flag('as') || text(data['as'])
  const groups = flags.has('as-group', 'array') ? flags.strings('as-group') : []
  const fileGroups = Array.isArray(data['as-groups']) ? data['as-groups'].map(text) : []
  const uid = flag('as-uid') || text(data['as-uid'])
  const extra = extraOf(data['as-user-extra'])
  const wanted = { user, groups: groups.length > 0 ? groups : fileGroups, uid, extra }
  if (user === '' && (wanted.groups.length > 0 || uid !== '' || Object.keys(extra).length > 0))
    faults.push(`requesting uid, groups or user-extra for ${name} without impersonating a user`)
  faults.push(...others)
  if (faults.length > 0)
    throw faults.length === 1
      ? new CommandError(faults[0] ?? '')
      : new CommandError(`Error in configuration: \n${faults.map((fault) => `* ${fault}\n`).join('')}`, { raw: true })
  const token =
    textOf('token') || (text(data['tokenFile']) === '' ? '' : read(pathOf('tokenFile'), pathOf('tokenFile')).trim())
  return {
    ...(token === '' ? {} : { token }),
    ...(certificate === '' ? {} : { certificate }),
    isPlain: token === '' && !hasCertificate && !hasBasic,
    ...(user === '' ? {} : { impersonate: wanted }),
  }
}

function extraOf(data: unknown): Readonly<Record<string, readonly string[]>> {
  if (!isMap(data as never)) return {}
  const entries = Object.entries(data as DataMap)
  return Object.fromEntries(entries.map(([key, values]) => [key, Array.isArray(values) ? values.map(text) : []]))
}

function decoded(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ''
  }
}
