// Where the bytes of a volume are, in pods and in persistent volumes: the rules that both share, by the name of the source.
// Models the validate…VolumeSource functions of pkg/apis/core/validation/validation.go (v1.33).

import {
  type FieldError,
  forbiddenField,
  invalidField,
  labelFaults,
  outOfRangeText,
  rangeFaults,
  requiredField,
  subdomainFaults,
  tooLongField,
  unsupportedField,
} from '../api/index.ts'
import { faultsOf, labelRule, present, subdomainRule, supported } from './field-rules.ts'
import type * as kinds from './types.generated.ts'

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
]

export function noBacksteps(field: string, path: string): FieldError[] {
  return path.split('/').includes('..') ? [invalidField(field, path, "must not contain '..'")] : []
}

export function descendingPath(field: string, path: string): FieldError[] {
  const errors = path.startsWith('/') ? [invalidField(field, path, 'must be a relative path')] : []
  return [...errors, ...noBacksteps(field, path)]
}

/** A missing path has no other fault. */
function plainPath(field: string, path: string | undefined): FieldError[] {
  return path ? noBacksteps(field, path) : [requiredField(field)]
}

type Secret = { readonly name?: string; readonly namespace?: string } | undefined

const secretName = (path: string, secret: Secret) => (secret ? present(`${path}.secretRef.name`, secret.name) : [])
const secretPlace = (path: string, secret: Secret, isPersistent: boolean) =>
  secret && isPersistent ? present(`${path}.secretRef.namespace`, secret.namespace) : []

const partition = (path: string, value = 0) =>
  value < 0 || value > 255 ? [invalidField(`${path}.partition`, value, outOfRangeText(1, 255))] : []

const lunRule = (path: string, lun: number | undefined) => faultsOf(`${path}.lun`, lun, rangeFaults(lun ?? 0, 0, 255))

export function driverRule(field: string, driver = ''): FieldError[] {
  const errors = present(field, driver)
  if (driver.length > 63) errors.push(tooLongField(field, 63))
  return [...errors, ...faultsOf(field, driver, subdomainFaults(driver.toLowerCase()))]
}

const qualifiedNames = [
  ['iqn', /iqn\.\d{4}-\d{2}\.([A-Za-z0-9-.]+)(:[^,;*&$|\s]+)$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
] as const

function iscsiName(field: string, name: string, isPersistent: boolean): FieldError[] {
  const [prefix, format] = qualifiedNames.find(([prefix]) => name.startsWith(prefix)) ?? []
  const starting = isPersistent ? '' : ' starting with iqn, eui, or naa'
  if (!prefix) return [invalidField(field, name, `must be valid format${starting}`)]
  return format?.test(name) ? [] : [invalidField(field, name, 'must be valid format')]
}

type Shared = {
  readonly [K in keyof kinds.Volume & keyof kinds.PersistentVolumeSpec]: NonNullable<
    kinds.Volume[K] | kinds.PersistentVolumeSpec[K]
  >
}
type Rules = {
  readonly [K in keyof Shared]: (source: Shared[K], path: string, isPersistent: boolean, of: string) => FieldError[]
}

const need =
  <K extends string>(...names: readonly K[]) =>
  (source: { readonly [N in K]?: unknown }, path: string): FieldError[] =>
    names.flatMap((name) => {
      const value = source[name]
      return present(`${path}.${name}`, Array.isArray(value) ? value.length : value)
    })

/** In the order in which upstream looks at those of a pod. */
export const sourceRules: Rules = {
  hostPath: ({ path: at, type }, path) => {
    const errors = plainPath(`${path}.path`, at)
    return at ? [...errors, ...supported(`${path}.type`, type, hostPathTypes)] : errors
  },
  gcePersistentDisk: (source, path) => [...need('pdName')(source, path), ...partition(path, source.partition)],
  awsElasticBlockStore: (source, path) => [...need('volumeID')(source, path), ...partition(path, source.partition)],
  nfs: (source, path) => {
    const errors = need('server', 'path')(source, path)
    const at = source.path ?? ''
    return at.startsWith('/') ? errors : [...errors, invalidField(`${path}.path`, at, 'must be an absolute path')]
  },
  iscsi: (source, path, isPersistent, of) => {
    const { targetPortal = '', iqn, lun, initiatorName, secretRef } = source
    const errors = need('targetPortal')(source, path)
    if (isPersistent && initiatorName !== undefined && `${of}:${targetPortal}`.length > 64) {
      const why =
        'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.'
      errors.push(invalidField(`${path}.targetportal`, targetPortal, why))
    }
    errors.push(...(iqn ? iscsiName(`${path}.iqn`, iqn, isPersistent) : [requiredField(`${path}.iqn`)]))
    errors.push(...lunRule(path, lun))
    if ((source.chapAuthDiscovery || source.chapAuthSession) && !secretRef) {
      errors.push(requiredField(`${path}.secretRef`))
    }
    if (isPersistent) errors.push(...secretName(path, secretRef))
    if (initiatorName === undefined) return errors
    return [...errors, ...iscsiName(`${path}.initiatorname`, initiatorName, isPersistent)]
  },
  glusterfs: (source, path) => {
    const errors = need('endpoints', 'path')(source, path)
    const namespace = 'endpointsNamespace' in source ? source.endpointsNamespace : undefined
    if (namespace === undefined) return errors
    const why = ['if the endpointnamespace is set, it must be a valid namespace name']
    const faults = namespace === '' ? why : labelFaults(namespace)
    return [...errors, ...faultsOf(`${path}.endpointsNamespace`, namespace, faults)]
  },
  flocker: ({ datasetName = '', datasetUUID = '' }, path) => {
    const errors: FieldError[] = []
    if (!datasetName && !datasetUUID) {
      errors.push(requiredField(path, 'one of datasetName and datasetUUID is required'))
    }
    if (datasetName && datasetUUID) {
      errors.push(invalidField(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'))
    }
    if (datasetName.includes('/')) {
      errors.push(invalidField(`${path}.datasetName`, datasetName, "must not contain '/'"))
    }
    return errors
  },
  rbd: need('monitors', 'image'),
  cinder: (source, path, isPersistent) => [
    ...need('volumeID')(source, path),
    ...secretName(path, source.secretRef),
    ...secretPlace(path, source.secretRef, isPersistent),
  ],
  cephfs: need('monitors'),
  quobyte: (source, path) => {
    const pairs = 'must be a host:port pair or multiple pairs separated by commas'
    const { registry = '', tenant = '' } = source
    const errors: FieldError[] = []
    if (registry === '') errors.push(requiredField(`${path}.registry`, pairs))
    else if (tenant.length >= 65) {
      errors.push(requiredField(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'))
    } else {
      for (const pair of registry.split(',')) {
        if (!/^([^:]*|\[[^\]]*\]):[^:]*$/.test(pair)) errors.push(invalidField(`${path}.registry`, registry, pairs))
      }
    }
    return [...errors, ...need('volume')(source, path)]
  },
  fc: ({ targetWWNs = [], wwids = [], lun }, path) => {
    const errors: FieldError[] = []
    const field = `${path}.targetWWNs`
    if (targetWWNs.length + wwids.length === 0) {
      errors.push(requiredField(field, 'must specify either targetWWNs or wwids, but not both'))
    }
    if (targetWWNs.length > 0 && wwids.length > 0) {
      errors.push(invalidField(field, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'))
    }
    if (targetWWNs.length === 0) return errors
    if (lun !== undefined) return [...errors, ...lunRule(path, lun)]
    return [...errors, requiredField(`${path}.lun`, 'lun is required if targetWWNs is specified')]
  },
  flexVolume: (source, path) => {
    const errors = need('driver')(source, path)
    for (const key of Object.keys(source.options ?? {}).sort()) {
      const namespace = `.${key.replace(/\/.*/s, '').toLowerCase()}`
      if (!namespace.endsWith('.kubernetes.io') && !namespace.endsWith('.k8s.io')) continue
      const why = 'kubernetes.io and k8s.io namespaces are reserved'
      errors.push(invalidField(`${path}.options[${key}]`, key, why))
    }
    return errors
  },
  azureFile: (source, path) => {
    const errors = need('secretName', 'shareName')(source, path)
    const namespace = 'secretNamespace' in source ? source.secretNamespace : undefined
    return namespace === '' ? [...errors, requiredField(`${path}.secretNamespace`)] : errors
  },
  vsphereVolume: need('volumePath'),
  photonPersistentDisk: need('pdID'),
  portworxVolume: need('volumeID'),
  azureDisk: (source, path) => {
    const { kind, diskURI = '' } = source
    const errors = [
      ...need('diskName', 'diskURI')(source, path),
      ...supported(`${path}.cachingMode`, source.cachingMode, ['None', 'ReadOnly', 'ReadWrite']),
      ...supported(`${path}.kind`, kind, ['Dedicated', 'Managed', 'Shared']),
    ]
    const [start, form] =
      kind === 'Managed'
        ? [
            '/subscriptions/',
            `/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}`,
          ]
        : ['https://', 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd']
    if (kind === undefined || diskURI.startsWith(start)) return errors
    return [...errors, unsupportedField(`${path}.diskURI`, diskURI, [form])]
  },
  storageos: ({ volumeName = '', volumeNamespace, secretRef }, path, isPersistent) => [
    ...(volumeName ? labelRule(`${path}.volumeName`, volumeName) : [requiredField(`${path}.volumeName`)]),
    ...(volumeNamespace ? labelRule(`${path}.volumeNamespace`, volumeNamespace) : []),
    ...secretName(path, secretRef),
    ...secretPlace(path, secretRef, isPersistent),
  ],
  scaleIO: need('gateway', 'system', 'volumeName'),
  csi: (source, path, isPersistent) => {
    const errors = driverRule(`${path}.driver`, source.driver)
    if (isPersistent) return [...errors, ...validatePersistentCsi(source as kinds.CSIPersistentVolumeSource, path)]
    const secret = source.nodePublishSecretRef
    if (!secret) return errors
    if (!secret.name) return [...errors, requiredField(`${path}.nodePublishSecretRef.name`)]
    return [...errors, ...subdomainRule(`${path}.name`, secret.name)]
  },
}

function validatePersistentCsi(source: kinds.CSIPersistentVolumeSource, path: string): FieldError[] {
  const errors = present(`${path}.volumeHandle`, source.volumeHandle)
  for (const name of [
    'controllerPublishSecretRef',
    'controllerExpandSecretRef',
    'nodePublishSecretRef',
    'nodeExpandSecretRef',
  ] as const) {
    const secret = source[name]
    if (!secret) continue
    const { name: own = '', namespace = '' } = secret
    const field = `${path}.${name}`
    errors.push(...(own ? subdomainRule(`${field}.name`, own) : [requiredField(`${field}.name`)]))
    errors.push(...(namespace ? labelRule(`${field}.namespace`, namespace) : [requiredField(`${field}.namespace`)]))
  }
  return errors
}

export const localRule = ({ path: at }: kinds.LocalVolumeSource, path: string) => plainPath(`${path}.path`, at)

/** Where the path of a source is not named as the source is. */
const pathNames: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' }

/** The rule of the first source that is given; that there is another is a fault of its own. */
export function validateOneOf(
  object: object,
  path: string,
  rules: Readonly<Record<string, (source: never, path: string) => FieldError[]>>,
): FieldError[] {
  const errors: FieldError[] = []
  let found = false
  for (const [name, rule] of Object.entries(rules)) {
    const source = (object as Readonly<Record<string, unknown>>)[name]
    if (source === undefined) continue
    if (found) errors.push(forbiddenField(`${path}.${name}`, 'may not specify more than 1 volume type'))
    else errors.push(...rule(source as never, `${path}.${pathNames[name] ?? name}`))
    found = true
  }
  return found ? errors : [...errors, requiredField(path, 'must specify a volume type')]
}
