// curlimages/curl: what is not a command is an argument of curl, as its entrypoint has it.

import type { Program } from '../sim/index.ts'
import type { Image } from './runtime.ts'

const entrypoint: Program = {
  name: '/entrypoint.sh',
  *run(args, io) {
    const [first = ''] = args
    const isCommand = first !== '' && !first.startsWith('-') && !/[./:]/.test(first)
    return yield* io.run(isCommand || first.startsWith('/') ? args : ['curl', ...args])
  },
}

export const curlImage: Image = {
  names: ['curlimages/curl'],
  hasTag: (tag) => /^(latest|[78]\.\d+\.\d+)$/.test(tag),
  entrypoint: ['/entrypoint.sh'],
  command: ['curl'],
  env: { CURL_CA_BUNDLE: '/cacert.pem' },
  workingDirectory: '/home/curl_user',
  shell: true,
  tools: ['curl'],
  programs: [entrypoint],
  pullMs: 1400,
  sizeBytes: 9_438_412,
}
