// kubectl explain with descriptions: against what real kubectls printed (as hashes; `record.ts`), and the shape of the text.
import { describe, expect, it } from 'vitest'
import { loadDescriptions } from '../../src/kinds/later.ts'
import { wrapped } from '../../src/kubectl/word-wrap.ts'
import { createLab } from '../../src/lab/index.ts'
import { explainCommands, hashOf, openLab, readRecording, versions } from './commands.ts'

describe('explain', () => {
  it('has descriptions to show', async () => {
    expect(await loadDescriptions(), 'src/kinds/descriptions.json is not there: npm run prepare').toBeDefined()
  })

  for (const version of versions) {
    it(`prints what kubectl ${version} prints`, async () => {
      const recorded = readRecording(version)
      expect(Object.keys(recorded)).toEqual(explainCommands)
      const lab = await openLab(version)
      const faults: string[] = []
      for (const command of explainCommands) {
        const printed = await lab.run(`kubectl explain ${command}`)
        expect(printed.exitCode, command).toBe(0)
        if (hashOf(printed) !== recorded[command]) faults.push(command)
      }
      expect(faults, 'what differs: npm exec tsx test/kubectl-explain/record.ts').toEqual([])
    })
  }

  it('wraps at 80 columns and indents by depth', async () => {
    const lab = createLab()
    const lines = (await lab.run('kubectl explain pod.spec.containers')).stdout.split('\n')
    const fields = lines.indexOf('FIELDS:')
    expect(lines.slice(0, 7)).toEqual([
      'KIND:       Pod',
      'VERSION:    v1',
      '',
      'FIELD: containers <[]Container>',
      '',
      '',
      'DESCRIPTION:',
    ])
    expect(lines.slice(7, fields).filter((line) => !line.startsWith('    '))).toEqual([])
    const tooLong = lines.filter((line) => line.length > 80)
    // Only words that have no blank to break at.
    expect(tooLong.filter((line) => /\S\s+\S/.test(line))).toEqual([])
    const image = lines.indexOf('  image\t<string>')
    expect(image).toBeGreaterThan(fields)
    expect(lines[image + 1]).toMatch(/^ {4}\S/)
    expect(lines.slice(fields + 1).filter((line) => /^ {2}\S/.test(line) && !/\t<|^ {2}enum: /.test(line))).toEqual([])
    expect(lines.filter((line) => line.includes('<no description>') || line.includes('<empty>'))).toEqual([])
  })

  it('tells the values of an enumeration after the text', async () => {
    const { stdout } = await createLab().run('kubectl explain pod.spec.containers.imagePullPolicy')
    const after = stdout.slice(stdout.indexOf('    Possible enum values:\n')).split('\n')
    expect(after.filter((line) => /^ {5}- `"\w+"` /.test(line)).map((line) => /"(\w+)"/.exec(line)?.[1])).toEqual([
      'Always',
      'IfNotPresent',
      'Never',
    ])
  })

  it('says <empty> where there are no texts', async () => {
    const { stdout } = await createLab({ descriptions: false }).run('kubectl explain pod.spec')
    expect(stdout).toContain('DESCRIPTION:\n    <empty>\n')
    expect(stdout).toContain('  containers\t<[]Container> -required-\n    <no description>\n')
  })

  it('asks for the texts only when it prints them', async () => {
    const lab = createLab()
    expect((await lab.run('kubectl explain pod.nope')).stderr).toBe('error: field "nope" does not exist\n')
    expect((await lab.run('kubectl explain nope')).stderr).toContain('the server doesn\'t have a resource type "nope"')
  })
})

describe('OpenAPI', () => {
  const ask = async (descriptions: boolean, path: string) => {
    const response = await createLab({ descriptions }).fetch(new Request(`http://cluster.example${path}`))
    return { status: response.status, text: await response.text() }
  }

  it('says of types and fields what explain says', async () => {
    const { text } = await ask(true, '/openapi/v3/apis/apps/v1')
    const { schemas } = JSON.parse(text).components
    const deployment = schemas['io.k8s.api.apps.v1.Deployment']
    expect(deployment.description).toMatch(/^Deployment /)
    expect(deployment.properties.spec).toEqual({
      description: expect.any(String),
      allOf: [{ $ref: '#/components/schemas/io.k8s.api.apps.v1.DeploymentSpec' }],
      default: {},
    })
    expect(schemas['io.k8s.apimachinery.pkg.apis.meta.v1.Time'].description).toMatch(/^Time /)
    // A reference stands alone, so that nothing beside it is lost.
    const beside = [...text.matchAll(/\{[^{}]*"\$ref":"[^"]*"[^{}]*\}/g)].filter(
      ([found]) => !/^\{"\$ref":"[^"]*"\}$/.test(found),
    )
    expect(beside).toEqual([])
  })

  it('has another address when it says something', async () => {
    const first = await ask(true, '/openapi/v3')
    const second = await ask(false, '/openapi/v3')
    const address = ({ text }: { text: string }): string => JSON.parse(text).paths['api/v1'].serverRelativeURL
    expect(address(first)).toMatch(/^\/openapi\/v3\/api\/v1\?hash=[0-9A-F]{16}$/)
    expect(address(first)).not.toBe(address(second))
    expect(await ask(true, '/openapi/v3/nope')).toMatchObject({ status: 404 })
    expect(await ask(true, '/openapi/v3x')).toMatchObject({ status: 404 })
  })
})

describe('wrapped', () => {
  it.each([
    ['a bc def', 5, 'a bc\ndef'],
    ['abcdefgh ij', 5, 'abcdefgh\nij'],
    ['a abcdefgh', 5, 'a\nabcdefgh'],
    ['  - abc def', 7, '  - abc\ndef'],
    ['ab\n\n cd', 5, 'ab\n\n cd'],
    ['ab  ', 5, 'ab  '],
    ['abcde  ', 5, 'abcde'],
    ['abcd ef', 5, 'abcd\nef'],
    ['a\tb', 2, 'a\nb'],
    ['', 5, ''],
  ])('%j in %i columns', (text, width, expected) => {
    expect(wrapped(text, width)).toBe(expected)
  })
})
