// What a learner may do to the machine by mistake or out of curiosity: each gets a clear message, in bounded time and
// memory, nothing is lost, and the prompt comes back.
import { beforeEach, describe, expect, it } from 'vitest'
import { createLab, type Lab } from '../../src/lab/index.ts'

let lab: Lab
beforeEach(() => {
  lab = createLab({ preset: 'k3s' })
})

const configMap = (rest: string, name = 'x'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`

/** What it says, after which everything still works. */
async function says(command: string): Promise<string> {
  lab.writeFile('kept.txt', 'kept\n')
  const { stdout, stderr, exitCode } = await lab.run(command)
  const after = await lab.run('cat kept.txt; kubectl get nodes -o name')
  expect(after.stdout).toBe('kept\nnode/controlplane\n')
  return `${stdout}${stderr}[${exitCode}]`
}

const nesting = 'maximum function nesting level exceeded (300)'

describe('the shell', () => {
  it.each([
    ['while true; do :; done', '[130]'],
    ['for ((;;)); do x=1; done', '[130]'],
    ['while true; do echo hi; done | head -2', 'hi\nhi\n[0]'],
    ['f(){ f; }; f', `bash: f: ${nesting}\n[1]`],
    ['f(){ if true; then f; fi; }; f', `bash: f: ${nesting}\n[1]`],
    ['f(){ x=$(f); }; f', `bash: f: ${nesting}\n[1]`],
    ['f(){ (f); }; f', `bash: f: ${nesting}\n[1]`],
    ['f(){ echo | f; }; f', `bash: f: ${nesting}\n[1]`],
    ['f(){ eval f; }; f', `bash: eval: f: ${nesting}\n[1]`],
    ['echo ". ./s" > s; . ./s', './s: line 1: .: maximum command nesting level exceeded (300)\n[1]'],
    ['echo "bash s" > s; bash s', 's: line 1: maximum command nesting level exceeded (300)\n[1]'],
    ['alias q=w w=q; q', 'bash: q: command not found\n[127]'],
    [':(){ :|:& };:', '[1] 1001\n[0]'],
    ['b(){ b & b & }; b', '[1] 1001\n[2] 1002\n[0]'],
    ['yes | head -2', 'y\ny\n[0]'],
    ['x=$(yes); echo ${#x}', 'bash: xrealloc: cannot allocate 16778240 bytes\n[1]'],
    ['yes | sort', 'sort: memory exhausted\n[2]'],
    ['cat /dev/zero | head -c 3 | base64', 'AAAA\n[0]'],
    ['tail -f /etc/hostname', 'controlplane\n[130]'],
    ['echo {1..10000000} | wc -c', 'bash: brace expansion: failed to allocate memory for 10000000 elements\n0\n[0]'],
    ['echo {1..999}{1..999}', 'bash: brace expansion: failed to allocate memory for 998001 elements\n[1]'],
    ['seq 1000000000000 | head -1', '1\n[0]'],
    ['x=aaaaaaaaaaaaaaaa; for i in $(seq 40); do x=$x$x; done', 'bash: xrealloc: cannot allocate 33554432 bytes\n[1]'],
    ['[[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab == *a*a*a*a*a*a*a*a*a*a*a*c ]]; echo $?', '1\n[0]'],
    ['cat nosuch.txt', 'cat: nosuch.txt: No such file or directory\n[1]'],
    ['cat /', 'cat: /: Is a directory\n[1]'],
    [
      'printf "\\x00\\x01\\xff\\xfe" > bin; base64 bin; base64 bin | base64 -d | wc -c; bash bin',
      'AAH//g==\n4\nbash: bin: cannot execute binary file\n[126]',
    ],
    ['__proto__=1 constructor=2; echo $__proto__ $constructor "$toString$valueOf"', '1 2 \n[0]'],
    ['declare -A m; m[__proto__]=5; m[constructor]=6; echo ${!m[@]} ${m[toString]}', '__proto__ constructor\n[0]'],
    ['__proto__; toString', 'bash: __proto__: command not found\nbash: toString: command not found\n[127]'],
    ['printf "echo a\\r\\nls\\r\\n" > s; bash s | cat -A', 'a^M$\ns: line 2: ls\r: command not found\n[0]'],
    ['echo 漢字 > "ä ö.txt"; cat ä*', '漢字\n[0]'],
  ])('%s', async (command, said) => {
    const found = await says(command)
    const [out, err] = [said, found].map((text) => text.split('\n').sort())
    expect(err).toEqual(out)
  })

  it('stops printing where nobody could stop it', async () => {
    const { stdout, exitCode } = await lab.run('yes')
    expect(stdout.length).toBeLessThan(2 ** 24)
    expect(exitCode).toBe(141)
  })

  it('takes five megabytes in one line, in one text, and in many lines', async () => {
    expect(await says(`echo ${'x'.repeat(5e6)} | wc -c`)).toBe('5000001\n[0]')
    expect(await says(`cat > f <<'E'\n${'a: b\n'.repeat(1e6)}E\nwc -l < f`)).toBe('1000000\n[0]')
    expect(await says(`${'echo hi > /dev/null\n'.repeat(20_000)}echo done`)).toBe('done\n[0]')
  })
})

describe('manifests', () => {
  const bomb = [`a: &a [${Array(9).fill('lol').join()}]`]
  for (const [i, name] of [...'bcdefghij'].entries())
    bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]}`).join()}]`)

  it.each([
    [
      'aliases',
      bomb.join('\n'),
      'error: error parsing f: error converting YAML to JSON: yaml: document contains excessive aliasing',
    ],
    [
      'flow depth',
      `a: ${'['.repeat(20_000)}`,
      'error: error parsing f: error converting YAML to JSON: yaml: exceeded max depth of 10000',
    ],
    [
      'a bad indentation',
      configMap(' data:\n  a: b\n'),
      'error: error parsing f: error converting YAML to JSON: yaml: line 4: did not find expected key',
    ],
    [
      'a tab',
      'apiVersion: v1\nmetadata:\n\tname: x\n',
      'error: error parsing f: error converting YAML to JSON: yaml: line 3: found character that cannot start any token',
    ],
    [
      'bytes',
      '\udcff\udcfe\0\x01',
      'error: error parsing f: error converting YAML to JSON: yaml: control characters are not allowed',
    ],
    [
      'NUL',
      configMap('data: {a: "x\0y"}'),
      'error: error parsing f: error converting YAML to JSON: yaml: control characters are not allowed',
    ],
    [
      'an unknown kind',
      'apiVersion: v1\nkind: Podd\nmetadata: {name: x}\n',
      'error: resource mapping not found for name: "x" namespace: "" from "f": no matches for kind "Podd" in version "v1"\nensure CRDs are installed first',
    ],
    [
      'an unknown field',
      configMap('date: {}\n'),
      'Error from server (BadRequest): error when creating "f": ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "date"',
    ],
    [
      'too much data',
      configMap(`data: {a: ${'x'.repeat(1_100_000)}}`),
      'The ConfigMap "x" is invalid: []: Too long: may not be more than 1048576 bytes',
    ],
    [
      'a request too large',
      configMap(`data:\n  k: |\n${`    ${'x'.repeat(95)}\n`.repeat(50_000)}`),
      'Error from server (RequestEntityTooLarge): error when creating "f": Request entity too large: limit is 3145728',
    ],
  ])('with %s', async (_, text, said) => {
    lab.writeFile('f', text)
    expect(await says('kubectl create -f f')).toBe(`${said}\n[1]`)
  })

  it('keep names that JavaScript knows', async () => {
    lab.writeFile('f', configMap('  labels: {constructor: c, toString: t}\ndata:\n  constructor: c\n  valueOf: v\n'))
    expect(await says('kubectl apply -f f; kubectl get cm x -o jsonpath="{.data}{.data.toString}"; echo')).toBe(
      'configmap/x created\n{"constructor":"c","valueOf":"v"}\n[0]',
    )
    expect(
      await says('kubectl get cm -l toString=t -o name; kubectl get cm -l valueOf; kubectl label cm x constructor-'),
    ).toBe('configmap/x\nconfigmap/x unlabeled\nNo resources found in default namespace.\n[0]')
    expect(Object.hasOwn({}.constructor.prototype, 'p')).toBe(false)
  })

  it('bring bytes, other line ends and other scripts', async () => {
    lab.writeFile('bin', '\0\udcff\udcfe')
    lab.writeFile(
      'crlf',
      configMap('data:\r\n  a: b\r\n  c: |\r\n    x\r\n    y\r\n', 'crlf').replaceAll(/\r?\n/g, '\r\n'),
    )
    expect(await says('kubectl create cm b --from-file=bin; kubectl get cm b -o jsonpath="{.binaryData}"; echo')).toBe(
      'configmap/b created\n{"bin":"AP/+"}\n[0]',
    )
    expect(await says('kubectl create -f crlf; kubectl get cm crlf -o jsonpath="{.data}"; echo')).toBe(
      'configmap/crlf created\n{"a":"b","c":"x\\ny\\n"}\n[0]',
    )
    expect(
      await says('kubectl create cm u --from-literal=k="漢字 😀"; kubectl get cm u -o jsonpath="{.data.k}"; echo'),
    ).toBe('configmap/u created\n漢字 😀\n[0]')
  })
})
