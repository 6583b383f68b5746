// Programs that no recording can judge here: the network's, those that load, those of the machine, bad input.
import { describe, expect, it } from 'vitest'
import type { NetFault, NetRequest, NetResponse, Program } from '../../src/sim/index.ts'
import { Pipe } from '../../src/sim/index.ts'
import { createMachine, textOutput } from './run.ts'

const answer = ({ host, port, method, path }: NetRequest): NetResponse | NetFault => {
  if (host === 'nowhere') return { ok: false, fault: 'unknown-host' }
  if (port === 81) return { ok: false, fault: 'refused', address: '10.96.0.20' }
  if (port === 82) return { ok: false, fault: 'timeout', address: '10.96.0.20' }
  const status = path === '/missing' ? 404 : 200
  return { ok: true, status, headers: { Server: 'nginx' }, body: `${method} ${path}\n`, address: '10.96.0.20' }
}
const network = {
  request: answer,
  resolve: (name: string) => ({
    addresses: name === 'web' ? ['10.96.0.20'] : [],
    name: `${name}.local`,
    serverAddress: '10.96.0.10',
  }),
}

describe('network programs', () => {
  it.each([
    ['curl web/a', 'GET /a\n', '', 0],
    ['curl -s -o /dev/null -w "%{http_code} %{remote_ip}\\n" web', '200 10.96.0.20\n', '', 0],
    ['curl -i web', 'HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\nGET /\n', '', 0],
    ['curl -I web', 'HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n', '', 0],
    ['curl -d x=1 web', 'POST /\n', '', 0],
    ['curl -f web/missing', '', 'curl: (22) The requested URL returned error: 404\n', 22],
    ['curl nowhere', '', 'curl: (6) Could not resolve host: nowhere\n', 6],
    ['curl -s nowhere', '', '', 6],
    ['curl -sS nowhere', '', 'curl: (6) Could not resolve host: nowhere\n', 6],
    ['curl web:81', '', 'curl: (7) Failed to connect to web port 81 after 0 ms: Could not connect to server\n', 7],
    ['curl -m 2 web:82', '', 'curl: (28) Connection timed out after 2000 milliseconds\n', 28],
    ['curl --connect-timeout 3 web:82', '', 'curl: (28) Connection timed out after 3000 milliseconds\n', 28],
    ['curl https://web', '', 'curl: (35) TLS connect error: this curl has no TLS; only http:// works here\n', 35],
    ['curl', '', "curl: (2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information\n", 2],
    ['wget -qO- web', 'GET /\n', '', 0],
    ['wget -qO- nowhere', '', "wget: bad address 'nowhere'\n", 1],
    [
      'wget -O- web:81',
      '',
      "Connecting to web:81 (10.96.0.20:81)\nwget: can't connect to remote host (10.96.0.20): Connection refused\n",
      1,
    ],
    ['wget -q -T 1 -O- web:82', '', 'wget: download timed out\n', 1],
    [
      'nslookup web',
      'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tweb.local\nAddress: 10.96.0.20\n\n',
      '',
      0,
    ],
    [
      'nslookup x',
      "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find x.local: NXDOMAIN\n\n",
      '',
      1,
    ],
    ['nc -zv web 80', '', 'Connection to web (10.96.0.20) 80 port [tcp/*] succeeded!\n', 0],
    ['nc -zv web 81', '', 'nc: connect to web (10.96.0.20) port 81 (tcp) failed: Connection refused\n', 1],
    ['ping nowhere', '', 'ping: nowhere: Name or service not known\n', 2],
  ])('%s', (command, stdout, stderr, exitCode) => {
    expect(createMachine(network).run(command)).toEqual({ stdout, stderr, exitCode })
  })
})

describe('programs of the machine', () => {
  it.each([
    [
      'vi x',
      '',
      'Vim: Warning: Output is not to a terminal\nVim: Warning: Input is not from a terminal\nVim: Error reading input, exiting...\nVim: Finished.\n',
      1,
    ],
    ['man ls', '', 'No manual entry for ls\n', 16],
    [
      'sudo echo hi; sudo nosuch; echo $?; sudo A=1 printenv A; sudo -u root -E whoami',
      'hi\n1\n1\nroot\n',
      'sudo: nosuch: command not found\n',
      0,
    ],
    ['sudo -u web ls', '', 'sudo: there is nobody but root on this machine: web\n', 1],
    ['sudo bash -c "cd /tmp; pwd"; sudo -i pwd', '/tmp\n/root\n', '', 0],
    [
      'ln -s a b',
      '',
      "ln: failed to create symbolic link 'b': Operation not permitted (there are no links here; use cp)\n",
      1,
    ],
    ['clear; reset', '\x1b[H\x1b[2J\x1b[3J\x1bc\x1b[3J', '', 0],
    ['which ls nosuch', '/usr/bin/ls\n', '', 1],
    ['date', 'Mon Jan  5 09:00:00 UTC 2026\n', '', 0],
    ['sleep 90; date +%T', '09:01:30\n', '', 0],
    ['timeout 5 sleep 60; echo $?; date +%T', '124\n09:00:05\n', '', 0],
    ['ls -l', 'total 0\n', '', 0],
    ['head -c 8 /dev/urandom | wc -c', '8\n', '', 0],
    ['hostname; whoami; tty', 'controlplane\nroot\nnot a tty\n', '', 1],
    ['if', '', 'bash: syntax error: unexpected end of file\n', 2],
    ['echo )', '', "bash: syntax error near unexpected token `)'\n", 2],
    ['nosuch', '', 'bash: nosuch: command not found\n', 127],
  ])('%s', (command, stdout, stderr, exitCode) => {
    expect(createMachine().run(command)).toEqual({ stdout, stderr, exitCode })
  })

  it('ends what writes for ever when its reader goes', () => {
    let turns = 0
    const ticks: Program = {
      name: 'ticks',
      *run(_args, io) {
        for (;;) {
          turns++
          if (!io.stdout.write('tick\n')) return 141
          const untilMs = io.host.nowMs() + 1000
          yield { untilMs }
        }
      },
    }
    expect(createMachine({ programs: [ticks] }).run('ticks | head -2; echo ${PIPESTATUS[@]}').stdout).toBe(
      'tick\ntick\n141 0\n',
    )
    expect(turns).toBe(3)
  })

  it('keeps bytes that are no text', () => {
    const { host, run } = createMachine()
    expect(
      run(
        'printf "\\xff\\x00a" > f; wc -c < f; base64 < f; base64 f | base64 -d > g; cmp f g 2>/dev/null; diff f g && echo same',
      ).stdout,
    ).toBe('3\n/wBh\nsame\n')
    expect(host.files.read('/root/g')).toBe('\udcff\0a')
  })

  it('takes a large paste in reasonable time, and says when files are full', () => {
    const { run, host } = createMachine()
    const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i} of a paste that is long`).join('\n')
    expect(run(`cat > big <<'E'\n${lines}\nE\nwc -l big`)).toEqual({ stdout: '100000 big\n', stderr: '', exitCode: 0 })
    for (let i = 0; i < 22; i++) run(`cat big > copy${i}`)
    expect(run('cat big > more')).toEqual({
      stdout: '',
      stderr: 'cat: write error: No space left on device\n',
      exitCode: 1,
    })
    expect(host.files.stat('/root/big')?.kind).toBe('file')
  })
})

describe('sessions', () => {
  it('keep what they know between lines, and as data', () => {
    const a = createMachine()
    a.run('cd /tmp; x=5; arr=(1 2); f() { echo "f $x"; }; alias hi="echo hi"; set -u')
    const saved = JSON.parse(JSON.stringify({ session: a.session.snapshot() }))
    const b = createMachine({ files: { '/tmp/k': 'kept\n' } })
    b.session.restore(saved.session)
    expect(b.run('pwd; f; hi there; echo ${arr[1]} $(cat k); echo $nope').stdout).toBe('/tmp\nf 5\nhi there\n2 kept\n')
  })

  it('load filters when they are first used', async () => {
    const machine = createMachine()
    const stdout = textOutput()
    const stdin = new Pipe()
    stdin.end()
    const task = machine.tasks.start(
      machine.session.execute(
        `echo '{"a":[1,2]}' | jq -c '.a'; printf 'a 1\\nb 2\\n' | awk '{s+=$2} END {print s}' | cat -n`,
        { stdin, stdout, stderr: stdout },
      ),
    )
    for (let i = 0; i < 100 && !task.result; i++) {
      machine.tasks.run()
      if (task.external) await task.external
    }
    expect(stdout.text).toBe('[1,2]\n     1\t3\n')
  })

  it('keep what a filter writes', async () => {
    const machine = createMachine()
    const stdout = textOutput()
    const stdin = new Pipe()
    stdin.end()
    const lines = [
      'echo old > log; mkdir d; echo "b 2" > in',
      `printf 'a 1\\n' | awk '{ print $1 > "d/names"; print $2 >> "log" }'`,
      `awk '{ print $2 > "/no/such/place" }' in; echo $?`,
      'cat d/names log',
    ]
    const task = machine.tasks.start(machine.session.execute(lines.join('\n'), { stdin, stdout, stderr: stdout }))
    for (let i = 0; i < 100 && !task.result; i++) {
      machine.tasks.run()
      if (task.external) await task.external
    }
    expect(stdout.text).toBe('awk: cannot open "/no/such/place" for output\n2\na\nold\n1\n')
  })
})
