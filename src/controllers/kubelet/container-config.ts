// What a container is started with: environment, arguments, files from volumes, and what the kubelet itself puts there
// (pkg/kubelet/kubelet_pods.go, pkg/kubelet/envvars, v1.33).
// Missing: resourceFieldRef beyond requests and limits as written, subPathExpr, downward API in projected volumes.

import type { KubeObject } from '../../api/index.ts'
import type { Image } from '../../images/index.ts'
import type { ConfigMap, Container, EnvVarSource, KeyToPath, Pod, Secret, Service, Volume } from '../../kinds/index.ts'
import type { ControllerContext } from '../controller.ts'
import { configMaps, secrets, services } from '../resources.ts'
import { base64Text } from './base64.ts'

/** The container cannot be made yet: something that it refers to is not there. */
export class ConfigError extends Error {}

type Env = Record<string, string>
type FileTree = Record<string, string>

export function environmentOf(
  context: ControllerContext,
  pod: Pod,
  container: Container,
  address: string,
  image: Image,
): Env {
  const namespace = pod.metadata.namespace ?? 'default'
  const env: Env = { ...serviceVariables(context, pod, namespace) }
  for (const { configMapRef, secretRef, prefix } of container.envFrom ?? []) {
    const data = configMapRef
      ? configMapData(context, namespace, configMapRef.name ?? '', configMapRef.optional)
      : secretRef
        ? secretData(context, namespace, secretRef.name ?? '', secretRef.optional)
        : {}
    for (const [name, value] of Object.entries(data ?? {})) env[`${prefix ?? ''}${name}`] = value
  }
  const own: Env = {}
  for (const { name, value, valueFrom } of container.env ?? []) {
    const found = valueFrom
      ? sourceValue(context, pod, container, valueFrom, address)
      : expand(value ?? '', { ...env, ...own })
    if (found !== undefined) own[name] = found
  }
  const base: Env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOSTNAME: hostnameOf(pod),
    ...image.env,
  }
  return { ...base, ...env, ...own }
}

export const hostnameOf = (pod: Pod): string =>
  pod.spec?.hostNetwork ? (pod.spec.nodeName ?? '') : (pod.spec?.hostname ?? pod.metadata.name).slice(0, 63)

/** `$(NAME)` becomes the value, `$$(NAME)` stays as `$(NAME)`, unknown names stay (third_party/forked/golang/expansion). */
export function expand(text: string, env: Readonly<Env>): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) => {
    if (whole === '$$') return '$'
    return name !== undefined && name in env ? (env[name] ?? '') : whole
  })
}

function sourceValue(
  context: ControllerContext,
  pod: Pod,
  container: Container,
  from: EnvVarSource,
  address: string,
): string | undefined {
  const namespace = pod.metadata.namespace ?? 'default'
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = from
  if (configMapKeyRef) {
    const { name = '', key, optional } = configMapKeyRef
    const data = configMapData(context, namespace, name, optional)
    if (data && key in data) return data[key]
    if (optional) return undefined
    throw new ConfigError(`couldn't find key ${key} in ConfigMap ${namespace}/${name}`)
  }
  if (secretKeyRef) {
    const { name = '', key, optional } = secretKeyRef
    const data = secretData(context, namespace, name, optional)
    if (data && key in data) return data[key]
    if (optional) return undefined
    throw new ConfigError(`couldn't find key ${key} in Secret ${namespace}/${name}`)
  }
  if (fieldRef) return fieldValue(context, pod, fieldRef.fieldPath, address)
  if (resourceFieldRef) {
    const [kind = '', name = ''] = resourceFieldRef.resource.split('.')
    const resources = container.resources
    return (kind === 'limits' ? resources?.limits : resources?.requests)?.[name] ?? '0'
  }
  return ''
}

function fieldValue(context: ControllerContext, pod: Pod, path: string, address: string): string {
  const keyed = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path)
  if (keyed) return pod.metadata[keyed[1] === 'labels' ? 'labels' : 'annotations']?.[keyed[2] ?? ''] ?? ''
  const lines = (values: Readonly<Record<string, string>> | undefined): string =>
    Object.entries(values ?? {})
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .sort()
      .join('\n')
  const hostAddress = hostAddressOf(context, pod)
  const values: Readonly<Record<string, string | undefined>> = {
    'metadata.name': pod.metadata.name,
    'metadata.namespace': pod.metadata.namespace,
    'metadata.uid': pod.metadata.uid,
    'metadata.labels': lines(pod.metadata.labels),
    'metadata.annotations': lines(pod.metadata.annotations),
    'spec.nodeName': pod.spec?.nodeName,
    'spec.serviceAccountName': pod.spec?.serviceAccountName,
    'status.podIP': address,
    'status.podIPs': address,
    'status.hostIP': hostAddress,
    'status.hostIPs': hostAddress,
  }
  return values[path] ?? ''
}

/** Of a node that is gone, what its kubelet knew. */
export function hostAddressOf(context: ControllerContext, pod: Pod): string {
  const node = context.view.get<KubeObject & { status?: { addresses?: { type: string; address: string }[] } }>(
    { group: '', resource: 'nodes' },
    pod.spec?.nodeName ?? '',
  )
  if (!node) return pod.status?.hostIP ?? ''
  return node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? ''
}

function configMapData(context: ControllerContext, namespace: string, name: string, optional = false): Env | undefined {
  const found = context.view.get<ConfigMap>(configMaps, `${namespace}/${name}`)
  if (!found && !optional) throw new ConfigError(`configmap "${name}" not found`)
  return found && { ...found.data, ...decoded(found.binaryData) }
}

function secretData(context: ControllerContext, namespace: string, name: string, optional = false): Env | undefined {
  const found = context.view.get<Secret>(secrets, `${namespace}/${name}`)
  if (!found && !optional) throw new ConfigError(`secret "${name}" not found`)
  return found && decoded(found.data)
}

const decoded = (data: Readonly<Record<string, string>> | undefined): Env =>
  Object.fromEntries(Object.entries(data ?? {}).map(([name, value]) => [name, base64Text(value)]))

/** BACK_END_SERVICE_HOST and its companions, for the namespace's services and the API server's. */
function serviceVariables(context: ControllerContext, pod: Pod, namespace: string): Env {
  const env: Env = {}
  const own = pod.spec?.enableServiceLinks === false ? [] : context.view.list<Service>(services, namespace)
  const master = context.view.get<Service>(services, 'default/kubernetes')
  for (const service of master && !own.includes(master) ? [master, ...own] : own) {
    const host = service.spec?.clusterIP
    const ports = service.spec?.ports ?? []
    if (!host || host === 'None' || ports.length === 0) continue
    const prefix = service.metadata.name.toUpperCase().replaceAll('-', '_')
    env[`${prefix}_SERVICE_HOST`] = host
    env[`${prefix}_SERVICE_PORT`] = String(ports[0]?.port)
    ports.forEach(({ name, port, protocol = 'TCP' }, index) => {
      if (name) env[`${prefix}_SERVICE_PORT_${name.toUpperCase().replaceAll('-', '_')}`] = String(port)
      const url = `${protocol.toLowerCase()}://${host}:${port}`
      if (index === 0) env[`${prefix}_PORT`] = url
      const each = `${prefix}_PORT_${port}_${protocol}`
      env[each] = url
      env[`${each}_PROTO`] = protocol.toLowerCase()
      env[`${each}_PORT`] = String(port)
      env[`${each}_ADDR`] = host
    })
  }
  return env
}

/** The files and (with '/' at the end) directories that the container's mounts bring, and those that the kubelet writes for every container. */
export function filesOf(context: ControllerContext, pod: Pod, container: Container, address: string): FileTree {
  const files: FileTree = {
    '/etc/resolv.conf': resolverText(context, pod),
    '/etc/hostname': `${hostnameOf(pod)}\n`,
    '/etc/hosts': hostsText(pod, address),
  }
  for (const { name, mountPath, subPath } of container.volumeMounts ?? []) {
    const volume = pod.spec?.volumes?.find((candidate) => candidate.name === name)
    const content = volume ? volumeFiles(context, pod, volume) : {}
    const folder = mountPath.replace(/\/+$/, '')
    if (subPath && subPath in content) files[folder] = content[subPath] ?? ''
    else if (subPath) {
      for (const [path, text] of Object.entries(content))
        if (path.startsWith(`${subPath}/`)) files[`${folder}/${path.slice(subPath.length + 1)}`] = text
    } else {
      // The mount point itself, which hides what the image has there.
      files[`${folder}/`] = ''
      for (const [path, text] of Object.entries(content)) files[`${folder}/${path}`] = text
    }
  }
  return files
}

/** The files of one volume by path inside it. Throws `ConfigError` when what it comes from is missing. */
export function volumeFiles(context: ControllerContext, pod: Pod, volume: Volume): FileTree {
  const namespace = pod.metadata.namespace ?? 'default'
  const { configMap, secret, projected, downwardAPI } = volume
  const files: FileTree = {}
  const take = (
    data: Env | undefined,
    items: readonly KeyToPath[] | undefined,
    what: string,
    optional = false,
  ): void => {
    if (!data) return
    if (!items?.length) Object.assign(files, data)
    for (const { key, path } of items ?? []) {
      if (key in data) files[path] = data[key] ?? ''
      else if (!optional) throw new ConfigError(`${what} references non-existent config key: ${key}`)
    }
  }
  if (configMap) {
    const data = configMapData(context, namespace, configMap.name ?? '', configMap.optional)
    take(data, configMap.items, 'configmap', configMap.optional)
  }
  if (secret) {
    const data = secretData(context, namespace, secret.secretName ?? '', secret.optional)
    take(data, secret.items, 'secret', secret.optional)
  }
  for (const { path, fieldRef } of downwardAPI?.items ?? [])
    if (fieldRef) files[path] = fieldValue(context, pod, fieldRef.fieldPath, '')
  for (const source of projected?.sources ?? []) {
    if (source.configMap) {
      const { name = '', optional, items } = source.configMap
      take(configMapData(context, namespace, name, optional), items, 'configmap', optional)
    }
    if (source.secret) {
      const { name = '', optional, items } = source.secret
      take(secretData(context, namespace, name, optional), items, 'secret', optional)
    }
    for (const { path, fieldRef } of source.downwardAPI?.items ?? [])
      if (fieldRef) files[path] = fieldValue(context, pod, fieldRef.fieldPath, '')
    // Differs: an opaque token, which the server does not take: the real one is large, and snapshots hold all files.
    if (source.serviceAccountToken) files[source.serviceAccountToken.path] = `token.${pod.metadata.uid ?? ''}`
  }
  return files
}

export function resolverText(context: ControllerContext, pod: Pod): string {
  const { clusterDomain, dnsAddress } = context.settings
  const namespace = pod.metadata.namespace ?? 'default'
  return [
    `search ${namespace}.svc.${clusterDomain} svc.${clusterDomain} ${clusterDomain}`,
    `nameserver ${dnsAddress}`,
    'options ndots:5',
    '',
  ].join('\n')
}

function hostsText(pod: Pod, address: string): string {
  const aliases = (pod.spec?.hostAliases ?? []).map(({ ip, hostnames }) => `${ip}\t${(hostnames ?? []).join('\t')}`)
  return [
    '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'fe00::0\tip6-mcastprefix',
    'fe00::1\tip6-allnodes',
    'fe00::2\tip6-allrouters',
    `${address}\t${hostnameOf(pod)}`,
    ...(aliases.length > 0 ? ['', '# Entries added by HostAliases.', ...aliases] : []),
    '',
  ].join('\n')
}
