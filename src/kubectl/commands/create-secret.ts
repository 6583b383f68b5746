// kubectl create secret generic|docker-registry|tls (k8s.io/kubectl/pkg/cmd/create/create_secret*.go, v1.33).
// Missing: that a TLS key belongs to its certificate is not checked, only that both are PEM.

import { configKeyFaults } from '../../api/index.ts'
import { bytesToBase64 } from '../byte-text.ts'
import type { Command, Context } from '../command.ts'
import { CommandError } from '../errors.ts'
import { type FlagSpec, quote } from '../flag-parser.ts'
import { type Generator, generatorFlags, startGenerator } from '../generator.ts'
import { appendHashFlag, fromFileFlag, hashedName, keySourceFlags } from '../key-source-flags.ts'
import { addEnvFiles, addFiles, addLiterals } from '../key-sources.ts'
import { jsonTextInOrder } from '../printers/json.ts'

const dockerKey = '.dockerconfigjson'

const generic: Command = {
  name: 'generic',
  use: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
  short: 'Make a secret from files, folders or words',
  examples: ['kubectl create secret generic my-secret --from-literal=key1=supersecret'],
  flags: [
    ...generatorFlags,
    ...keySourceFlags,
    appendHashFlag,
    { name: 'type', type: 'string', default: '', help: 'The type of the secret.' },
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    if (generator.name === '') throw new CommandError('name must be specified')
    const files = ctx.flags.strings('from-file')
    const literals = ctx.flags.strings('from-literal')
    const envFiles = ctx.flags.strings('from-env-file')
    if (envFiles.length > 0 && (files.length > 0 || literals.length > 0)) {
      throw new CommandError('from-env-file cannot be combined with from-file or from-literal')
    }
    const data = new SecretData()
    addLiterals(literals, data.add)
    addFiles(ctx, files, data.add)
    addEnvFiles(ctx, envFiles, 'secret', data.add)
    return createSecretObject(ctx, generator, ctx.flags.string('type'), data)
  },
}

const text = (name: string, help: string): FlagSpec => ({ name, type: 'string', default: '', help })

const dockerRegistry: Command = {
  name: 'docker-registry',
  use: 'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none] [options]',
  short: 'Make a secret for an image registry',
  flags: [
    ...generatorFlags,
    fromFileFlag,
    appendHashFlag,
    text('docker-email', 'Mail address at the registry.'),
    text('docker-password', 'Password at the registry.'),
    { ...text('docker-server', 'Address of the registry.'), default: 'https://index.docker.io/v1/' },
    text('docker-username', 'User at the registry.'),
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    const [username, password, email, server] = ['username', 'password', 'email', 'server'].map((name) =>
      ctx.flags.string(`docker-${name}`),
    )
    if (generator.name === '') throw new CommandError('name must be specified')
    const files = ctx.flags.strings('from-file').map((file) => (file.includes('=') ? file : `${dockerKey}=${file}`))
    if (files.length === 0 && (!username || !password || !server)) {
      throw new CommandError(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      )
    }
    const data = new SecretData()
    addFiles(ctx, files, data.add)
    if (files.length === 0) {
      const auth = bytesToBase64(`${username}:${password}`)
      const entry = { username, password, ...(email ? { email } : {}), auth }
      data.add(dockerKey, jsonTextInOrder({ auths: { [server ?? '']: entry } }))
    }
    return createSecretObject(ctx, generator, 'kubernetes.io/dockerconfigjson', data)
  },
}

const tls: Command = {
  name: 'tls',
  use: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none] [options]',
  short: 'Make a secret from a certificate and its key',
  examples: ['kubectl create secret tls tls-secret --cert=path/to/tls.crt --key=path/to/tls.key'],
  flags: [
    ...generatorFlags,
    appendHashFlag,
    text('cert', 'File with the certificate, PEM.'),
    text('key', 'File with the private key, PEM.'),
  ],
  run(ctx) {
    const generator = startGenerator(ctx)
    const [key, cert] = [ctx.flags.string('key'), ctx.flags.string('cert')]
    if (key === '' || cert === '') throw new CommandError('key and cert must be specified')
    const certText = readFile(ctx, cert)
    const keyText = readFile(ctx, key)
    if (!/-----BEGIN CERTIFICATE-----/.test(certText)) {
      throw new CommandError('tls: failed to find any PEM data in certificate input')
    }
    if (!/-----BEGIN (.* )?PRIVATE KEY-----/.test(keyText)) {
      throw new CommandError('tls: failed to find any PEM data in key input')
    }
    const data = new SecretData()
    data.add('tls.crt', certText)
    data.add('tls.key', keyText)
    return createSecretObject(ctx, generator, 'kubernetes.io/tls', data)
  },
}

export const createSecret: Command = {
  name: 'secret',
  use: '(docker-registry | generic | tls) [options]',
  short: 'Make a secret of a given type',
  subcommands: [dockerRegistry, generic, tls],
}

/** The data of a secret that is being made. */
class SecretData {
  readonly #values = new Map<string, string>()

  readonly add = (key: string, value: string): void => {
    const faults = configKeyFaults(key)
    if (faults.length > 0)
      throw new CommandError(`${quote(key)} is not valid key name for a Secret ${faults.join(';')}`)
    if (this.#values.has(key)) throw new CommandError(`cannot add key ${key}, another key by that name already exists`)
    this.#values.set(key, bytesToBase64(value))
  }

  get data(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#values)
  }
}

function createSecretObject(ctx: Context, generator: Generator, type: string, { data }: SecretData): number {
  const { namespace } = generator
  const name = hashedName(ctx, generator.name, { kind: 'Secret', data, type })
  return generator.create(
    { kind: 'Secret', apiVersion: 'v1', metadata: { name, namespace }, data, type },
    { resource: { group: '', version: 'v1', resource: 'secrets' }, fault: 'failed to create secret' },
  )
}

function readFile(ctx: Context, path: string): string {
  try {
    return ctx.readFile(path)
  } catch (error) {
    if (error instanceof CommandError) throw new CommandError(`Cannot read file ${path}, ${error.message}`)
    throw error
  }
}
