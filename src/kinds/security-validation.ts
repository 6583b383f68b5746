// What a pod and its containers may do on the node: ids, seccomp and AppArmor profiles, sysctls, Windows options. Models
// ValidateSecurityContext and validatePodSpecSecurityContext of pkg/apis/core/validation/validation.go (v1.33).

import {
  duplicateField,
  type FieldError,
  forbiddenField,
  invalidField,
  requiredField,
  tooLongField,
  unsupportedField,
} from '../api/index.ts'
import { oneOf, subdomainRule, supported } from './field-rules.ts'
import type * as kinds from './types.generated.ts'
import { descendingPath } from './volume-source-validation.ts'

const largestId = 2_147_483_647

/** User and group ids. */
export function idRule(field: string, id: number | undefined): FieldError[] {
  if (id === undefined || (id >= 0 && id <= largestId)) return []
  return [invalidField(field, id, `must be between 0 and ${largestId}, inclusive`)]
}

export function validateSecurityContext(
  context: kinds.SecurityContext | undefined,
  path: string,
  hostUsers: boolean,
): FieldError[] {
  if (!context) return []
  const { procMount, allowPrivilegeEscalation, privileged, capabilities } = context
  const errors = [
    ...idRule(`${path}.runAsUser`, context.runAsUser),
    ...idRule(`${path}.runAsGroup`, context.runAsGroup),
    ...supported(`${path}.procMount`, procMount, ['Default', 'Unmasked']),
  ]
  if (hostUsers && procMount === 'Unmasked') {
    errors.push(invalidField(`${path}.procMount`, procMount, '`hostUsers` must be false to use `Unmasked`'))
  }
  errors.push(...validateSeccomp(context.seccompProfile, `${path}.seccompProfile`))
  if (allowPrivilegeEscalation === false) {
    const cannot = (what: string) => `cannot set \`allowPrivilegeEscalation\` to false and ${what}`
    if (privileged) errors.push(invalidField(path, context, cannot('`privileged` to true')))
    if (capabilities?.add?.includes('CAP_SYS_ADMIN')) {
      errors.push(invalidField(path, context, cannot('`capabilities.Add` CAP_SYS_ADMIN')))
    }
  }
  errors.push(...validateWindowsOptions(context.windowsOptions, `${path}.windowsOptions`))
  return [...errors, ...validateAppArmor(context.appArmorProfile, `${path}.appArmorProfile`)]
}

export function validatePodSecurityContext(spec: kinds.PodSpec, path: string): FieldError[] {
  const { securityContext: context, hostPID, shareProcessNamespace } = spec
  const errors = [
    ...idRule(`${path}.fsGroup`, context?.fsGroup),
    ...idRule(`${path}.runAsUser`, context?.runAsUser),
    ...idRule(`${path}.runAsGroup`, context?.runAsGroup),
    ...(context?.supplementalGroups ?? []).flatMap((id, i) => idRule(`${path}.supplementalGroups[${i}]`, id)),
  ]
  if (shareProcessNamespace && hostPID) {
    const why = 'ShareProcessNamespace and HostPID cannot both be enabled'
    errors.push(invalidField(`${path}.shareProcessNamespace`, true, why))
  }
  if (!context) return errors
  return [
    ...errors,
    ...validateSysctls(context.sysctls ?? [], spec, `${path}.sysctls`),
    ...supported(`${path}.fsGroupChangePolicy`, context.fsGroupChangePolicy, ['Always', 'OnRootMismatch']),
    ...validateSeccomp(context.seccompProfile, `${path}.seccompProfile`),
    ...validateWindowsOptions(context.windowsOptions, `${path}.windowsOptions`),
    ...validateAppArmor(context.appArmorProfile, `${path}.appArmorProfile`),
    ...supported(`${path}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy, ['Merge', 'Strict']),
    ...supported(`${path}.seLinuxChangePolicy`, context.seLinuxChangePolicy, ['MountOption', 'Recursive']),
  ]
}

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined']

function validateSeccomp(profile: kinds.SeccompProfile | undefined, path: string): FieldError[] {
  if (!profile) return []
  const { type, localhostProfile } = profile
  const field = `${path}.localhostProfile`
  const errors = type
    ? supported(`${path}.type`, type, profileTypes)
    : [requiredField(`${path}.type`, 'type is required when seccompProfile is set')]
  if (type === 'Localhost') {
    if (localhostProfile !== undefined) return [...errors, ...descendingPath(field, localhostProfile)]
    return [...errors, requiredField(field, 'must be set when seccomp type is Localhost')]
  }
  if (localhostProfile === undefined) return errors
  return [...errors, invalidField(field, profile, 'can only be set when seccomp type is Localhost')]
}

function validateAppArmor(profile: kinds.AppArmorProfile | undefined, path: string): FieldError[] {
  if (!profile) return []
  const { type, localhostProfile } = profile
  const field = `${path}.localhostProfile`
  if (type === 'Localhost') {
    const missing = requiredField(field, 'must be set when AppArmor type is Localhost')
    if (localhostProfile === undefined || localhostProfile === '') return [missing]
    const errors: FieldError[] = []
    if (localhostProfile.trim() !== localhostProfile) {
      errors.push(invalidField(field, localhostProfile, 'must not be padded with whitespace'))
    }
    return localhostProfile.length > 4095 ? [...errors, tooLongField(field, 4095)] : errors
  }
  if (!type) return [requiredField(`${path}.type`, 'type is required when appArmorProfile is set')]
  if (!profileTypes.includes(type)) return [unsupportedField(`${path}.type`, type, profileTypes)]
  if (localhostProfile === undefined) return []
  return [invalidField(field, localhostProfile, 'can only be set when AppArmor type is Localhost')]
}

const sysctlSegment = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?'
const sysctlFormat = `^(${sysctlSegment}[\\./])*${sysctlSegment}$`
const sysctlName = new RegExp(sysctlFormat)

function validateSysctls(sysctls: readonly kinds.Sysctl[], spec: kinds.PodSpec, path: string): FieldError[] {
  const errors: FieldError[] = []
  const names = new Set<string>()
  for (const [i, { name = '' }] of sysctls.entries()) {
    const field = `${path}[${i}].name`
    if (name === '') errors.push(requiredField(field))
    else if (name.length > 253 || !sysctlName.test(name)) {
      errors.push(invalidField(field, name, `must have at most 253 characters and match regex ${sysctlFormat}`))
    } else if (names.has(name)) errors.push(duplicateField(field, name))
    names.add(name)
    const dotted = name.replaceAll('/', '.')
    if (spec.hostNetwork && dotted.startsWith('net.')) {
      errors.push(invalidField(field, name, "may not be specified when 'hostNetwork' is true"))
    }
    if (spec.hostIPC && /^(fs\.mqueue\.|kernel\.(msg|sem|shm))/.test(dotted)) {
      errors.push(invalidField(field, name, "may not be specified when 'hostIPC' is true"))
    }
  }
  return errors
}

function validateWindowsOptions(options: kinds.WindowsSecurityContextOptions | undefined, path: string): FieldError[] {
  if (!options) return []
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: credentials, runAsUserName: user } = options
  const errors = specName === undefined ? [] : subdomainRule(`${path}.gmsaCredentialSpecName`, specName)
  if (credentials === '') {
    errors.push(invalidField(`${path}.gmsaCredentialSpec`, '', 'gmsaCredentialSpec cannot be an empty string'))
  } else if (credentials !== undefined && credentials.length > 65_536) {
    const why = 'gmsaCredentialSpec size must be under 64 KiB'
    errors.push(invalidField(`${path}.gmsaCredentialSpec`, credentials, why))
  }
  if (user === undefined) return errors
  const faults = userNameFaults(user).map((fault) => `runAsUserName${fault}`)
  return [...errors, ...faults.map((fault) => invalidField(`${path}.runAsUserName`, user, fault))]
}

function userNameFaults(name: string): string[] {
  if (name === '') return [' cannot be an empty string']
  if (/\p{Cc}/u.test(name)) return [' cannot contain control characters']
  const parts = name.split('\\')
  if (parts.length > 2) return [' cannot contain more than one backslash']
  const user = parts.at(-1) ?? ''
  const domain = parts.length > 1 ? (parts[0] ?? '') : undefined
  const faults: string[] = []
  if (domain !== undefined) {
    if (domain.length >= 256) faults.push("'s Domain length must be under 256 characters")
    const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
    const isNetBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/.test(domain)
    if (!isNetBios && !new RegExp(`^${label}(?:\\.${label})*$`).test(domain)) {
      faults.push("'s Domain doesn't match the NetBios nor the DNS format")
    }
  }
  if (user === '') faults.push("'s User cannot be empty")
  else if (user.length > 104) faults.push("'s User length must not be longer than 104 characters")
  if (/^[. ]+$/.test(user)) faults.push("'s User cannot contain only periods or spaces")
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    faults.push('\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]')
  }
  return faults
}

type Located = readonly {
  readonly container: { readonly securityContext?: kinds.SecurityContext }
  readonly path: string
}[]

/** Containers that are processes of a Windows host come only all together. */
export function validateHostProcess(spec: kinds.PodSpec, containers: Located, path: string): FieldError[] {
  const errors: FieldError[] = []
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess
  let count = 0
  for (const { container, path: at } of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess
    if (ofPod !== undefined && own !== undefined && own !== ofPod) {
      const why = `pod hostProcess value must be identical if both are specified, was ${ofPod}`
      errors.push(invalidField(`${at}.securityContext.windowsOptions.hostProcess`, own, why))
    }
    if (own ?? ofPod) count++
  }
  if (count === 0) return errors
  if (count !== containers.length) {
    const why = 'If pod contains any hostProcess containers then all containers must be HostProcess containers'
    errors.push(invalidField(path, '', why))
  }
  if (spec.hostNetwork) return errors
  const why = 'hostNetwork must be true if pod contains any hostProcess containers'
  return [...errors, invalidField(`${path}.hostNetwork`, false, why)]
}

const ofPod =
  'appArmorProfile seLinuxOptions hostUsers hostPID hostIPC seccompProfile fsGroup fsGroupChangePolicy sysctls shareProcessNamespace runAsUser runAsGroup supplementalGroups supplementalGroupsPolicy seLinuxChangePolicy'
const ofContainer =
  'appArmorProfile seLinuxOptions seccompProfile capabilities readOnlyRootFilesystem privileged allowPrivilegeEscalation procMount runAsUser runAsGroup'

/** What the operating system that a pod names does not have. */
export function validateOs(spec: kinds.PodSpec, containers: Located, path: string): FieldError[] {
  if (!spec.os) return []
  const { name } = spec.os
  if (!name) return [requiredField(`${path}.os.name`, 'cannot be empty')]
  const errors = oneOf(`${path}.os`, name, ['linux', 'windows'])
  if (errors.length > 0) return errors
  const given = (of: object | undefined, field: string) => {
    const value = (of as Readonly<Record<string, unknown>> | undefined)?.[field]
    return value !== undefined && value !== null && (!Array.isArray(value) || value.length > 0 || field !== 'sysctls')
  }
  const forbid = (of: object | undefined, at: string, names: string, why: string) =>
    names.split(' ').flatMap((field) => (given(of, field) ? [forbiddenField(`${at}${field}`, why)] : []))
  const context = spec.securityContext
  if (name === 'linux') {
    const why = 'windows options cannot be set for a linux pod'
    return [
      ...forbid(context, `${path}.securityContext.`, 'windowsOptions', why),
      ...containers.flatMap(({ container, path: at }) =>
        forbid(container.securityContext, `${at}.securityContext.`, 'windowsOptions', why),
      ),
    ]
  }
  const why = 'cannot be set for a windows pod'
  return [
    ...ofPod.split(' ').flatMap((field) => {
      const isOfSpec = /^(host|shareProcess)/.test(field)
      const isOn = !/^host(PID|IPC)$/.test(field) || spec[field as 'hostPID']
      if (!isOn) return []
      return isOfSpec ? forbid(spec, `${path}.`, field, why) : forbid(context, `${path}.securityContext.`, field, why)
    }),
    ...containers.flatMap(({ container, path: at }) =>
      forbid(container.securityContext, `${at}.securityContext.`, ofContainer, why),
    ),
  ]
}
