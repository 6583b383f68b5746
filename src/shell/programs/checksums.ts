// md5sum, sha1sum and sha256sum (GNU coreutils 9.1): -b, -c with --quiet, --status, --ignore-missing, --tag. Missing: -w, -z,
// --strict.

import { md5, sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { FileError, type Program, type Steps, sha256 } from '../../sim/index.ts'
import { toBytes } from '../bytes.ts'
import { parseOptions } from '../options.ts'
import { resolvePath } from '../paths.ts'
import { emit, linesOf, readOperand } from '../stream.ts'

const warning = (count: number, one: string, many: string): string => `WARNING: ${count} ${count === 1 ? one : many}`

function checksum(name: string, digits: number, sum: (bytes: Uint8Array) => string): Program {
  const line = new RegExp(
    `^(?:([0-9a-f]{${digits}}) [ *](.+)|${name.slice(0, -3)} \\((.+)\\) = ([0-9a-f]{${digits}}))$`,
    'i',
  )
  return {
    name,
    *run(args, io): Steps<number> {
      const options = parseOptions(args, {
        flags: 'btc',
        long: { check: 'c', binary: 'b', text: 't', tag: 'tag', quiet: 'q', status: 's', 'ignore-missing': 'i' },
      })
      const complain = (text: string): void => {
        io.stderr.write(`${name}: ${text}\n`)
      }
      let status = 0
      for (const operand of options.operands.length > 0 ? options.operands : ['-']) {
        const text = yield* readOperand(io, name, operand)
        if (text === undefined) {
          status = 1
          continue
        }
        if (!options.has('c')) {
          const found = sum(toBytes(text))
          const tagged = `${name.slice(0, -3).toUpperCase()} (${operand}) = ${found}`
          yield* emit(
            io.stdout,
            `${options.has('tag') ? tagged : `${found} ${options.has('b') ? '*' : ' '}${operand}`}\n`,
          )
          continue
        }
        const counts = { bad: 0, unread: 0, wrong: 0, right: 0 }
        for (const entry of linesOf(text)) {
          const [, plain, plainFile, taggedFile = '', tagged = ''] = line.exec(entry) ?? []
          const file = plainFile ?? taggedFile
          if (file === '') {
            counts.bad++
            continue
          }
          let verdict = ': FAILED'
          try {
            const right =
              sum(toBytes(io.host.files.read(resolvePath(io.cwd, file)))) === (plain ?? tagged).toLowerCase()
            counts[right ? 'right' : 'wrong']++
            if (right) verdict = options.has('q') ? '' : ': OK'
          } catch (error) {
            if (!(error instanceof FileError)) throw error
            if (options.has('i') && error.fault === 'ENOENT') continue
            complain(`${file}: ${error.message}`)
            counts.unread++
            verdict = ': FAILED open or read'
          }
          if (verdict !== '' && !options.has('s')) yield* emit(io.stdout, `${file}${verdict}\n`)
        }
        const shown = operand === '-' ? "'standard input'" : operand
        if (counts.right + counts.wrong + counts.unread === 0 && !(options.has('i') && counts.bad === 0)) {
          complain(`${shown}: no properly formatted checksum lines found`)
          status = 1
          continue
        }
        if (counts.wrong + counts.unread > 0 || counts.right === 0) status = 1
        if (options.has('s')) continue
        if (counts.bad > 0)
          complain(warning(counts.bad, 'line is improperly formatted', 'lines are improperly formatted'))
        if (counts.unread > 0)
          complain(warning(counts.unread, 'listed file could not be read', 'listed files could not be read'))
        if (counts.wrong > 0)
          complain(warning(counts.wrong, 'computed checksum did NOT match', 'computed checksums did NOT match'))
        if (options.has('i') && counts.right + counts.wrong === 0) complain(`${shown}: no file was verified`)
      }
      return status
    },
  }
}

export const md5sum = checksum('md5sum', 32, (bytes) => bytesToHex(md5(bytes)))
export const sha1sum = checksum('sha1sum', 40, (bytes) => bytesToHex(sha1(bytes)))
export const sha256sum = checksum('sha256sum', 64, sha256)
