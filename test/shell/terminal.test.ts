// The interactive shell on a real terminal's screen (xterm, without a page): keys in, what a person sees out.
import xterm from '@xterm/headless'
import { describe, expect, it } from 'vitest'
import { type CommandRecord, InteractiveShell } from '../../src/shell/index.ts'
import type { Program } from '../../src/sim/index.ts'
import { createMachine } from './run.ts'

async function open(columns = 40, rows = 12) {
  const offer: Program = {
    name: 'offer',
    *run() {
      return 0
    },
    complete: () => [{ text: 'this' }],
  }
  const machine = createMachine({
    programs: [offer],
    files: {
      '/root/app.yaml': 'a: 1\n',
      '/root/apps/x.txt': '',
      '/root/two words': '',
      '/tmp/n': Array.from({ length: 50 }, (_, i) => `line ${i + 1}\n`).join(''),
    },
  })
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
  const records: CommandRecord[] = []
  let pending: Promise<void> = Promise.resolve()
  const shell = new InteractiveShell({
    session: machine.session,
    columns,
    rows,
    write: (text) => {
      pending = new Promise((done) => terminal.write(text, done))
    },
    commandEnded: (record) => records.push(record),
  })
  const task = machine.tasks.start(shell.run())
  machine.tasks.run()
  return {
    ...machine,
    shell,
    task,
    records,
    /** Types, and tells what the screen shows: its lines without blanks at the end. */
    async type(keys: string): Promise<string[]> {
      shell.input(keys)
      machine.tasks.run()
      await pending
      const { active } = terminal.buffer
      const lines = Array.from(
        { length: terminal.rows },
        (_, row) =>
          active
            .getLine(active.baseY + row)
            ?.translateToString(true)
            .trimEnd() ?? '',
      )
      while (lines.at(-1) === '') lines.pop()
      return lines
    },
    cursor: () => [terminal.buffer.active.cursorX, terminal.buffer.active.cursorY],
    kind: () => terminal.buffer.active.type,
    resize(width: number, height = rows): void {
      terminal.resize(width, height)
      shell.resize(width, height)
      machine.tasks.run()
    },
  }
}

const P = 'controlplane ~ ➜  '

describe('the terminal', () => {
  it('prompts, runs and keeps a record', async () => {
    const { type, records } = await open()
    expect(await type('echo hi\r')).toEqual([`${P}echo hi`, 'hi', P.trimEnd()])
    await type('nosuch\r')
    expect(records).toEqual([
      { command: 'echo hi', stdout: 'hi\n', stderr: '', exitCode: 0 },
      { command: 'nosuch', stdout: '', stderr: 'bash: nosuch: command not found\n', exitCode: 127 },
    ])
  })

  it.each([
    ['moves by characters and words', 'echo one two\x1bb\x1bbX\x06\x06Y', 'echo XonYe two'],
    ['goes to both ends', 'bc\x01a\x05d', 'abcd'],
    ['deletes to both ends and brings it back', 'one two\x17\x15\x19', 'one two'],
    [
      'kills words in both directions, and brings back together what was killed in a row',
      'aa bb cc\x1bb\x1b\x7f\x1bd\x19\x19',
      'aa bb ccbb cc',
    ],
    ['undoes', 'one\x01two\x1f', 'one'],
    ['transposes', 'ab\x14', 'ba'],
    ['joins marks to letters', 'বাংলা\x7fx', 'বাংx'],
    ['takes whole letters that are wide', '日本\x02\x7fa', 'a本'],
    ['ignores keys that it does not know', 'a\x1b[24~\x1b[5~b', 'ab'],
  ])('%s', async (_, keys, line) => {
    const { type } = await open()
    expect(await type(keys)).toEqual([P + line])
  })

  it('wraps long lines and edits in the middle of them', async () => {
    const { type, cursor, resize } = await open(30)
    const text = 'abcdefghijklmnopqrstuvwxyz'
    expect(await type(text)).toEqual([`${P}${text.slice(0, 12)}`, text.slice(12)])
    expect(await type('\x01-')).toEqual([`${P}-${text.slice(0, 11)}`, text.slice(11)])
    expect(cursor()).toEqual([19, 0])
    expect(await type('\x05!')).toEqual([`${P}-${text.slice(0, 11)}`, `${text.slice(11)}!`])
    expect(await type('\x15')).toEqual([P.trimEnd()])
    resize(60)
    expect(await type(text)).toEqual([P + text])
  })

  it('puts the prompt behind what did not end its line, and leaves it there', async () => {
    const { type } = await open()
    expect((await type('printf "a\\n日b"\r')).at(-1)).toBe(`日b${P.trimEnd()}`)
    expect((await type('\x1b[A')).at(-1)).toBe(`日b${P}printf "a\\n日b"`)
    expect((await type('\x15x\x01y')).at(-1)).toBe(`日b${P}yx`)
    expect((await type('\x15\r\x1b[A\x15z')).at(-1)).toBe(`${P}z`)
    expect((await type('\x15printf abc; clear\r\x1b[A')).at(-1)).toBe(`${P}printf abc; clear`)
    expect((await type('\x15printf ab\r\x0cq\x7f')).at(-1)).toBe(P.trimEnd())
  })

  it('walks through history, keeps what was typed, and searches', async () => {
    const { type } = await open()
    await type('echo one\recho two\r')
    expect((await type('new\x1b[A\x1b[A')).at(-1)).toBe(`${P}echo one`)
    expect((await type('\x1b[B\x1b[B')).at(-1)).toBe(`${P}new`)
    expect((await type('\x15\x12oz')).at(-1)).toBe("(failed reverse-i-search)`oz': echo two")
    expect((await type('\x07\x15\x12on')).at(-1)).toBe("(reverse-i-search)`on': echo one")
    expect((await type('\r')).slice(-2)).toEqual(['one', P.trimEnd()])
    expect((await type('!!\r')).slice(-4)).toEqual([`${P}!!`, 'echo one', 'one', P.trimEnd()])
    expect((await type('ls \x1b.')).at(-1)).toBe(`${P}ls one`)
  })

  it('completes commands, files and variables', async () => {
    const { type } = await open()
    expect((await type('hostn\t-')).at(-1)).toBe(`${P}hostname -`)
    expect((await type('\x15cat app\t\t')).slice(-2)).toEqual(['app.yaml  apps/', `${P}cat app`])
    expect((await type('.\t')).at(-1)).toBe(`${P}cat app.yaml`)
    expect((await type('\x15watch -n 2 offer \t')).at(-1)).toBe(`${P}watch -n 2 offer this`)
    expect((await type('\x15cat tw\t')).at(-1)).toBe(`${P}cat two\\ words`)
    expect((await type('\x15cat "tw\t')).at(-1)).toBe(`${P}cat "two words"`)
    expect((await type('\x15cd a\t')).at(-1)).toBe(`${P}cd apps/`)
    expect((await type('\x15echo $HOM\t')).at(-1)).toBe(`${P}echo $HOME`)
  })

  it('asks for more lines, and takes a paste line by line', async () => {
    const { type, records } = await open()
    expect(await type('cat <<E\r')).toEqual([`${P}cat <<E`, '>'])
    expect((await type('x\rE\r')).slice(-2)).toEqual(['x', P.trimEnd()])
    await type('\x1b[200~echo a\nfor i in 1 2\ndo echo $i; done\n\tx\x1b[201~')
    expect(records.map(({ command }) => command)).toEqual(['cat <<E\nx\nE', 'echo a', 'for i in 1 2\ndo echo $i; done'])
  })

  it.each([
    ['f() {\recho f\r}\r', 'f() { echo f; }'],
    ['{\recho a\r}\r', '{ echo a; }'],
    ['for i in 1 2; do\r\recho $i\rdone\r', 'for i in 1 2; do echo $i; done'],
    ['for i in 1\rdo sleep 0 &\rdone\r', 'for i in 1; do sleep 0 & done'],
    ['case x in\rx)\recho y;;\resac\r', 'case x in x) echo y;; esac'],
    ['a=(1\r2)\r', 'a=(1 2)'],
    ['echo a \\\rb\r', 'echo a b'],
    ['echo "a\rb"\r', 'echo "a\nb"'],
    ['cat <<E\rx\rE\r', 'cat <<E\nx\nE'],
  ])('asks for the rest of %j, and remembers it in one line', async (keys, command) => {
    const { type, records, session } = await open()
    await type(keys)
    expect(session.history).toEqual([command])
    expect(records.map(({ exitCode }) => exitCode)).toEqual([0])
  })

  it('stops what runs with Ctrl-Z, and goes on with it in the background or the foreground', async () => {
    const { type, loop, tasks, records } = await open(60, 30)
    const stopped = '[1]+  Stopped                 sleep 9 | cat'
    await type('sleep 9 | cat; echo on\r')
    expect(await type('\x1a')).toEqual([`${P}sleep 9 | cat; echo on`, '^Z', stopped, 'on', P.trimEnd()])
    expect((await type('jobs; bg; jobs\r')).slice(-5)).toEqual([
      `${P}jobs; bg; jobs`,
      stopped,
      '[1]+ sleep 9 | cat &',
      '[1]+  Running                 sleep 9 | cat &',
      P.trimEnd(),
    ])
    await type('fg\r')
    await type('\x1a')
    expect((await type('fg\r')).slice(-4)).toEqual(['^Z', stopped, `${P}fg`, 'sleep 9 | cat'])
    loop.advance(10_000)
    tasks.run()
    expect((await type('kill -STOP %1; bg; fg\r')).slice(-4)).toEqual([
      'bash: kill: %1: no such job',
      'bash: bg: current: no such job',
      'bash: fg: current: no such job',
      P.trimEnd(),
    ])
    await type('while true; do sleep 1; done; echo $?\r')
    expect((await type('\x1a')).slice(-3)).toEqual(['[1]+  Stopped                 sleep 1', '0', P.trimEnd()])
    expect((await type('kill %1\r')).slice(-2)).toEqual(['[1]+  Terminated              sleep 1', P.trimEnd()])
    expect(records.map(({ exitCode }) => exitCode)).toEqual([0, 0, 148, 0, 1, 0, 0])
  })

  it.each([
    [['echo one two three\x1bt\r'], 'one three two'],
    [['echo one two three\x1bb\x1bb\x1b[C\x1btX\r'], 'two oneX three'],
    [['echo a-b c\x1bt\r'], 'a-c b'],
    [['echo one two\x17\x1b[D\x1b[C\x17\x19\x1by\x1by\r'], 'one'],
    [['echo a   b\x1bb\x1b\\\r'], 'ab'],
    [['echo one\r', '\x1b[Axx\x1br\r'], 'one'],
    [['echo "a\x16\tb"\r'], 'a       b'],
    [['echo one\r', 'echo two\r', '\x1b[A\x1b[A\x0f', '\x0f'], 'two'],
    [['echo one\r', 'echo two\r', 'echo three\r', '\x12e\x12\x12\x13\r'], 'two'],
    [['echo cut me\x15echo hi\r', '\x19\r'], 'cut me'],
    [['echo abc\x17\x18\x15\r'], 'abc'],
    [['echo abc\x1b#', 'echo $?\r'], '0'],
    [['echo /a/b/c.txt\r', 'echo !$:h !$:t !$:r !$:e\r'], '/a/b c.txt /a/b/c .txt'],
    [['echo foo foo\r', '!!:s/foo/bar/\r'], 'bar foo'],
    [['echo foo foo\r', '!!:gs/o/0/:p\r', '!!:gs/0/a/\r'], 'bash: echa: command not found'],
    [['echo foo foo\r', '!!:s/foo/x&y/\r', 'echo !e:1-2 !!:0 !!:2* !!:1- !:*\r'], 'xfooy foo echo foo xfooy xfooy foo'],
    [['echo a\r', 'echo !!:9\r'], 'bash: :9: bad word specifier'],
    [['echo a b c\r', '^c^C^:p\r', 'echo !?b?:q !#\r'], 'eCho a b c echo eCho a b c'],
    [['echo a\r', '^zz^y\r'], 'bash: :s^zz^y: substitution failed'],
    [['echo \'a b\' c"d e"\r', 'echo !!:1 !!:2\r'], 'a b cd e'],
  ])('knows the keys and the history of readline: %j', async (keys, shown) => {
    const { type } = await open(60, 30)
    let lines: readonly string[] = []
    for (const some of keys) lines = await type(some)
    expect(lines.at(-2)).toBe(shown)
  })

  it('looks for aliases behind one that ends with a blank', async () => {
    const { type } = await open()
    await type('alias e="echo x "; alias y="z " w=v\r')
    expect((await type('e y w w\r')).at(-2)).toBe('x z v w')
  })

  it('interrupts what runs, and what is typed', async () => {
    const { type, records, shell } = await open()
    await type('sleep 1000\r')
    expect(shell.busy).toBe(true)
    expect(await type('\x03')).toEqual([`${P}sleep 1000`, '^C', P.trimEnd()])
    expect(records).toEqual([{ command: 'sleep 1000', stdout: '', stderr: '', exitCode: 130 }])
    expect((await type('abc\x03')).slice(-2)).toEqual([`${P}abc^C`, P.trimEnd()])
  })

  it.each([
    'seq 1 999999999',
    "echo x | sed ':a;s/x/y/;s/y/x/;ta'",
    'sleep 99999999999',
    'a=(); while :; do a+=(x); done',
    'while :; do a+=({1..1000}); a=(); done',
    'x=$(head -c 9000000 /dev/zero); while :; do y=$x; done',
    'x=$(head -c 1000 /dev/zero | tr "\\0" a); while :; do [[ $x =~ (a+)+b ]]; done',
  ])('can interrupt %s', async (command) => {
    const { type, loop, records } = await open()
    await type(`${command}\r`)
    loop.advance(50)
    await type('\x03echo here\r')
    expect(records.map(({ exitCode }) => exitCode)).toEqual([130, 0])
  })

  it.each([
    ['x=a; while :; do x=$x$x; done', 'bash: xrealloc: cannot allocate 33554432 bytes\n'],
    ['a=(); while :; do a+=({1..100000}); done', 'bash: xmalloc: cannot allocate 56 bytes\n'],
  ])('runs out of memory: %s', async (command, stderr) => {
    const { type, loop, tasks, records } = await open()
    await type(`${command}\r`)
    for (let i = 0; i < 100 && records.length === 0; i++) {
      loop.advance(100)
      tasks.run()
    }
    expect(records).toEqual([{ command, stdout: '', stderr, exitCode: 1 }])
  })

  it('adds to a long array', () => {
    const { run } = createMachine()
    expect(run('a=(); for i in {1..50000}; do a+=(x); done; echo ${#a[@]}').stdout).toBe('50000\n')
  })

  it('gives typed lines to a program that reads, and keeps what was typed too early', async () => {
    const { type, loop, records } = await open()
    await type('read x; echo "<$x>"\r')
    expect((await type('li\x7fine\r')).slice(-2)).toEqual(['<line>', P.trimEnd()])
    await type('sleep 2\r')
    await type('echo early\r')
    loop.advance(3000)
    expect((await type('')).slice(-3)).toEqual([`${P}echo early`, 'early', P.trimEnd()])
    expect(records.at(-1)?.command).toBe('echo early')
  })

  it('does not show what read -s reads', async () => {
    const { type } = await open()
    expect(await type('read -s -p "Password: " x; echo "<$x>"\r')).toEqual([
      `${P}read -s -p "Password:`.padEnd(40).trimEnd(),
      '" x; echo "<$x>"',
      'Password:',
    ])
    expect((await type('sec\x7fcret')).at(-1)).toBe('Password:')
    expect((await type('\r')).slice(-2)).toEqual(['Password: <secret>', P.trimEnd()])
    await type('clear; read -s x\rabc\x03')
    expect((await type('read y\rshown\r')).slice(-3)).toEqual([`${P}read y`, 'shown', P.trimEnd()])
  })

  it.each([
    ['sleep 9', '130'],
    ['sleep 9 | cat', '130 130'],
    ['echo a | (cat; sleep 9) | true', '0 130 0'],
  ])('knows how %s ended at Ctrl-C', async (command, statuses) => {
    const { type } = await open()
    await type(`${command}\r`)
    await type('\x03')
    expect((await type('echo "${PIPESTATUS[@]}"\r')).at(-2)).toBe(statuses)
  })

  it('runs jobs in the background while nobody types', async () => {
    const { type, loop } = await open()
    await type('sleep 3 && echo done &\r')
    loop.advance(4000)
    expect((await type('\r')).join('\n')).toMatch(/done\n(.*\n)?\[1\]\+ {2}Done {20}sleep 3 &&\n? echo done/)
  })

  it('runs a shell inside the shell, and leaves at the end of input', async () => {
    const { type, task } = await open()
    expect((await type('bash\recho $0\r')).slice(-2)).toEqual(['bash', 'root@controlplane:~#'])
    expect((await type('sleep 9\r\x03')).slice(-2)).toEqual(['^C', 'root@controlplane:~#'])
    expect((await type('\x04')).slice(-2)).toEqual(['root@controlplane:~# exit', P.trimEnd()])
    await type('\x04')
    expect(task.result).toEqual({ value: 130 })
  })

  it('watches on the whole screen', async () => {
    const { type, loop } = await open(60)
    const screen = await type('watch -n 1 date +%T\r')
    expect(screen[0]).toMatch(/^Every 1\.0s: date \+%T +controlplane: Mon Jan {2}5 09:00:00 2026$/)
    expect(screen[2]).toBe('09:00:00')
    loop.advance(1000)
    expect((await type(''))[2]).toBe('09:00:01')
    expect(await type('\x03')).toEqual([`${P}watch -n 1 date +%T`, P.trimEnd()])
  })

  it('edits files with keys where there is no page', async () => {
    const { type, host } = await open()
    await type('vi new.txt\r')
    await type('ihello\rworld\x1b')
    await type('\x1bkxA!\x1b')
    await type('\x1b:wq\r')
    expect(host.files.read('/root/new.txt')).toBe('hell!\nworld\n')
  })
})

/** `line 3` to `line 7`, say. */
const lines = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}`)

describe('less', () => {
  it('shows a file a screen at a time, and gives the screen back', async () => {
    const { type, kind, records } = await open(40, 8)
    expect(await type('less /tmp/n\r')).toEqual([...lines(1, 7), '/tmp/n'])
    expect(kind()).toBe('alternate')
    for (const [keys, first] of [
      [' ', 8],
      ['\x06', 15],
      ['\x1b[6~', 22],
      ['b', 15],
      ['\x1b[5~', 8],
      ['\r', 9],
      ['j', 10],
      ['\x1b[B', 11],
      ['k', 10],
      ['\x1b[A', 9],
      ['d', 13],
      ['u', 9],
      ['\x02', 2],
      ['k', 1],
      ['k', 1],
      ['20g', 20],
      ['3j', 23],
      ['\x1b[H', 1],
    ] as const)
      expect(await type(keys), JSON.stringify(keys)).toEqual([...lines(first, first + 6), ':'])
    for (const keys of ['G', ' ', 'j', 'g\x1b[F']) expect(await type(keys)).toEqual([...lines(44, 50), '(END)'])
    expect(await type('\x03')).toEqual([...lines(44, 50), '(END)'])
    expect(await type('q')).toEqual([`${P}less /tmp/n`, P.trimEnd()])
    expect(kind()).toBe('normal')
    expect(records.map(({ exitCode }) => exitCode)).toEqual([0])
  })

  it('reads from a pipe what it shows, and keys from the terminal', async () => {
    const { type, loop, records } = await open(60, 5)
    expect(await type('yes | less; echo "${PIPESTATUS[@]}"\r')).toEqual(['y', 'y', 'y', 'y', ':'])
    expect(await type(' q')).toEqual([`${P}yes | less; echo "\${PIPESTATUS[@]}"`, '141 0', P.trimEnd()])
    expect(await type('clear; (echo a; sleep 5; echo b) | less\r')).toEqual(['a'])
    loop.advance(6000)
    expect(await type('')).toEqual(['a', 'b', '(END)'])
    await type('q')
    // Ctrl-C ends the reading, not less.
    await type('clear; (echo a; sleep 5; echo b) | less\r')
    expect(await type('\x03')).toEqual(['a', '(END)'])
    await type('q')
    expect((await type('\x03')).at(-1)).toBe(P.trimEnd())
    expect(records.at(-1)?.exitCode).toBe(130)
  })

  it('searches, and marks what it found', async () => {
    const { type } = await open(40, 5)
    await type('less /tmp/n\r')
    expect(await type('/line 3')).toEqual([...lines(1, 4), '/line 3'])
    expect((await type('\r'))[0]).toBe('line 3')
    expect((await type('n'))[0]).toBe('line 30')
    expect((await type('3n'))[0]).toBe('line 33')
    expect((await type('N'))[0]).toBe('line 32')
    expect((await type('?1\x7f2$\r'))[0]).toBe('line 32')
    expect((await type('n'))[0]).toBe('line 22')
    expect(await type('/zz\r')).toEqual([...lines(22, 25), 'Pattern not found  (press RETURN)'])
    expect(await type('\r')).toEqual([...lines(22, 25), ':'])
    expect(await type('/line 50\r')).toEqual(['line 50', '~', '~', '~', '(END)'])
  })

  it('wraps, cuts, numbers; shows colours or their signs', async () => {
    const { type, resize } = await open(30, 6)
    const text = 'x\\ty\\x01z\\n\\e[31mred\\e[0m\\nabcdefghijabcdefghijabcdefghijabc\\n'
    await type(`printf '${text}' > w\r`)
    expect(await type('less w\r')).toEqual([
      'x       y^Az',
      'ESC[31mredESC[0m',
      'abcdefghijabcdefghijabcdefghij',
      'abc',
      'w (END)',
    ])
    resize(20)
    expect((await type('')).slice(2)).toEqual(['abcdefghijabcdefghij', 'abcdefghijabc', '~', 'w (END)'])
    resize(30)
    expect((await type('qless -SR w\r')).slice(1)).toEqual(['red', 'abcdefghijabcdefghijabcdefghi>', 'w (END)'])
    expect((await type('\x1b[C'))[2]).toBe('fghijabcdefghijabc')
    expect((await type('qless -NR w\r')).slice(1)).toEqual([
      '      2 red',
      '      3 abcdefghijabcdefghijab',
      '      3 cdefghijabc',
      'w (END)',
    ])
  })

  it('waits for q with a text that fits, unless -F; goes from file to file', async () => {
    const { type, kind } = await open(40, 8)
    expect(await type('less app.yaml\r')).toEqual(['a: 1', 'app.yaml (END)'])
    expect(await type('qclear; less -F app.yaml; less -FX /tmp/n\r')).toEqual([...lines(1, 7), '/tmp/n'])
    expect(kind()).toBe('normal')
    expect((await type(' '))[0]).toBe('line 8')
    expect((await type('q')).at(-1)).toBe(P.trimEnd())
    expect(await type('less app.yaml /tmp/n\r')).toEqual(['a: 1', 'app.yaml (file 1 of 2) (END) - Next: /t'])
    expect((await type(':n')).at(-1)).toBe('/tmp/n (file 2 of 2)')
    expect((await type(':n')).at(-1)).toBe('No next file  (press RETURN)')
  })

  it('does not take the screen from a job in the background', async () => {
    const { type, kind } = await open(40, 8)
    expect(await type('less app.yaml &\r')).toContain('a: 1')
    expect(kind()).toBe('normal')
    expect((await type('\recho hi\r')).slice(-2)).toEqual(['hi', P.trimEnd()])
  })

  it('says what is wrong before it begins', async () => {
    const { type } = await open(60, 8)
    expect((await type('less -Z nosuch app.yaml\r')).slice(1)).toEqual([
      'There is no -Z option ("less --help" for help)',
      'nosuch: No such file or directory',
      'Press RETURN to continue',
    ])
    expect(await type('\r')).toEqual(['a: 1', 'app.yaml (END)'])
    expect((await type('qclear; less apps; echo $?\r')).slice(-3)).toEqual(['apps is a directory', '1', P.trimEnd()])
  })
})

describe('more', () => {
  it('is cat where there is no terminal, and so is less', () => {
    const { run } = createMachine({ files: { '/root/a': 'a\n', '/root/b': 'b\n' } })
    expect(run('less -NS a | cat; cat b | less; less a nosuch; echo $?; less nosuch').stdout).toBe('a\nb\na\n0\n')
    expect(run('less nosuch')).toEqual({ stdout: '', stderr: 'nosuch: No such file or directory\n', exitCode: 1 })
    expect(run('more -s a; cat b | more').stdout).toBe('a\nb\n')
    expect(run('more --nope a')).toEqual({
      stdout: '',
      stderr: "more: unrecognized option '--nope'\nTry 'more --help' for more information.\n",
      exitCode: 1,
    })
  })

  it('shows the next rows, and ends with the text', async () => {
    const { type, kind } = await open(40, 10)
    expect(await type('more /tmp/n\r')).toEqual([...lines(1, 9), '--More--(16%)'])
    expect(kind()).toBe('normal')
    expect(await type(' ')).toEqual([...lines(10, 18), '--More--(34%)'])
    expect(await type('b')).toEqual([...lines(1, 9), '--More--(16%)'])
    expect(await type('\r')).toEqual([...lines(2, 10), '--More--(18%)'])
    expect(await type('d')).toEqual([...lines(6, 14), '--More--(26%)'])
    expect(await type('/line 40\r')).toEqual([...lines(38, 46), '--More--(91%)'])
    expect(await type(' ')).toEqual([...lines(42, 50), P.trimEnd()])
    expect((await type('clear; more app.yaml\r')).slice(-2)).toEqual(['a: 1', P.trimEnd()])
  })

  it.each(['q', '\x03'])('ends at %j, and lets the pipe go', async (key) => {
    const { type, records } = await open(40, 5)
    expect(await type('yes | more; echo "${PIPESTATUS[@]}"\r')).toEqual(['y', 'y', 'y', 'y', '--More--'])
    expect((await type(key)).slice(-2)).toEqual(['141 0', P.trimEnd()])
    expect(records[0]?.exitCode).toBe(0)
  })

  it('stops between files', async () => {
    const { type } = await open(40, 12)
    const head = '::::::::::::::'
    expect((await type('clear; more app.yaml /tmp/n\r')).slice(-5)).toEqual([
      head,
      'app.yaml',
      head,
      'a: 1',
      '--More--(Next file: /tmp/n)',
    ])
    expect((await type(' ')).slice(-4)).toEqual([...lines(6, 8), '--More--(14%)'])
  })
})
