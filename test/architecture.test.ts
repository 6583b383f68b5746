// The house rules: who may import whom (the table in src/README.md), doors, size, no wall clock or chance outside sim.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const src = join(root, 'src')

interface Rule {
  readonly all: ReadonlySet<string>
  readonly types: ReadonlySet<string>
}

function readTable(): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>()
  for (const line of readFileSync(join(src, 'README.md'), 'utf8').split('\n')) {
    const match = /^\| `(\w+)` +\| .* \| +([^|]*?) *\|$/.exec(line)
    if (!match?.[1] || match[2] === undefined) continue
    const words = match[2].split(',').map((word) => word.trim())
    rules.set(match[1], {
      all: new Set(words.filter((word) => /^\w+$/.test(word))),
      types: new Set(words.filter((word) => word.endsWith('(types)')).map((word) => word.replace(' (types)', ''))),
    })
  }
  return rules
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : name.endsWith('.ts') ? [path] : []
  })
}

interface Import {
  readonly from: string
  readonly typeOnly: boolean
}

const statement = /^(?:import|export)\s+(type\s+)?([^'"`;=]*?)\s*from\s*'([^']+)'/gm
const bareOrDynamic = /(?:^import|\bimport\()\s*'([^']+)'/gm

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8')
  const found: Import[] = []
  for (const [, type, clause = '', from = ''] of text.matchAll(statement)) {
    const names = /^\{([\s\S]*)\}$/.exec(clause.trim())?.[1]
    const items = names
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
    const typeOnly =
      type !== undefined || (items !== undefined && items.length > 0 && items.every((name) => name.startsWith('type ')))
    found.push({ from, typeOnly })
  }
  for (const [, from = ''] of text.matchAll(bareOrDynamic)) found.push({ from, typeOnly: false })
  return found
}

const files = filesBelow(src)
const rules = readTable()

describe('the house', () => {
  it('sees every source file', () => {
    const tracked = execFileSync('git', ['ls-files', 'src/*.ts'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
    const seen = new Set(files.map((file) => relative(root, file)))
    expect(tracked.filter((file) => !seen.has(file))).toEqual([])
    expect(files.length).toBeGreaterThan(300)
    expect([...rules.keys()].sort()).toEqual(
      readdirSync(src)
        .filter((name) => statSync(join(src, name)).isDirectory())
        .sort(),
    )
  })

  it('imports other rooms only as the table allows, through their doors', () => {
    const faults: string[] = []
    let imports = 0
    for (const path of files) {
      const room = relative(src, path).split('/')[0] ?? ''
      const rule = rules.get(room)
      for (const { from, typeOnly } of importsOf(path)) {
        imports++
        if (!from.startsWith('.')) {
          if (from.startsWith('node:') && room !== 'node') faults.push(`${relative(src, path)}: ${from}`)
          continue
        }
        const target = relative(src, normalize(join(dirname(path), from.replace(/\?.*$/, ''))))
        const other = target.split('/')[0] ?? ''
        if (other === room) continue
        if (other === '..' && room === 'node') continue
        const allowed = rule?.all.has(other) || (typeOnly && rule?.types.has(other))
        if (!allowed) faults.push(`${relative(src, path)}: may not import ${other}${typeOnly ? ' (types)' : ''}`)
        else if (![`${other}/index.ts`, `${other}/later.ts`, 'api/http.ts'].includes(target))
          faults.push(`${relative(src, path)}: ${target} is not a door`)
      }
    }
    expect(faults).toEqual([])
    expect(imports).toBeGreaterThan(1000)
  })

  it('takes time and chance only from the machine', () => {
    const faults = files
      .filter((path) => !/^(sim|element|node)\//.test(relative(src, path)))
      .flatMap((path) =>
        readFileSync(path, 'utf8')
          .split('\n')
          .flatMap((line, index) =>
            /Date\.now\(|new Date\(\)|Math\.random\(|\bset(Timeout|Interval)\(|performance\.now/.test(line)
              ? [`${relative(src, path)}:${index + 1}`]
              : [],
          ),
      )
    expect(faults).toEqual([])
  })

  it('says Kubernetes words only where they belong', () => {
    const faults = files
      .filter((path) => /^(sim|shell)\//.test(relative(src, path)))
      .filter((path) =>
        /kubernetes|kubectl|\bpods?\b|namespace/i.test(readFileSync(path, 'utf8').replace(/k=kubectl/g, '')),
      )
      .map((path) => relative(src, path))
    expect(faults).toEqual([])
  })

  it('keeps files small, or says why on the first line', () => {
    const faults = files
      .filter((path) => !path.includes('.generated.'))
      .filter((path) => {
        const lines = readFileSync(path, 'utf8').split('\n')
        return lines.length > 400 && !/long because/i.test(lines[0] ?? '')
      })
      .map((path) => relative(src, path))
    expect(faults).toEqual([])
  })

  it('opens every file with what it is', () => {
    const faults = files
      .filter((path) => !/\.d\.ts$/.test(path))
      .filter((path) => !readFileSync(path, 'utf8').startsWith('//'))
      .filter((path) => !path.endsWith('/index.ts'))
      .map((path) => relative(src, path))
    expect(faults).toEqual([])
  })
})
