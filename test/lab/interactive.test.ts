// People at the lab's terminal: shells in containers, attached ones too, followed logs and watches, and an edit in the
// page's editor. Keys go in; what the screen was sent comes out, without control sequences.
import { describe, expect, it } from 'vitest'
import { createLab, type Execution, type Lab, type LabSnapshot } from '../../src/lab/index.ts'
import { type EditSession, Signal } from '../../src/sim/index.ts'

const open = (...setup: string[]) => openOn(createLab(), ...setup)

async function openOn(lab: Lab, ...setup: string[]) {
  lab.settle()
  // The first run also loads kubectl.
  for (const command of ['kubectl version', ...setup]) await lab.run(command)
  let screen = ''
  const records: Execution[] = []
  const editors: { path: string; text: string; close(text: string | undefined): void }[] = []
  const terminal = lab.openTerminal({
    columns: 100,
    rows: 30,
    write: (text) => {
      screen += text
    },
    commandEnded: (record) => records.push(record),
    edit: ({ path, text }) => {
      const session: EditSession = { closed: new Signal(), result: undefined, cancel: () => {} }
      const close = (edited: string | undefined) => {
        session.result = { saved: edited !== undefined, text: edited ?? text }
        session.closed.notify()
      }
      editors.push({ path, text, close })
      return session
    },
  })
  const shown = (): string => screen.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').replace(/\r/g, '')
  const look = (): string => {
    for (let i = 0; i < 20; i++) lab.advance(500)
    return shown()
  }
  return {
    lab,
    records,
    editors,
    look,
    type(keys: string): string {
      screen = ''
      terminal.input(keys)
      return look()
    },
    terminal,
  }
}

const P = 'controlplane ~ ➜  '
const HINT = "If you don't see a command prompt, try pressing enter.\n"
const CTRL_C = '\x03'
const CTRL_D = '\x04'

describe('a shell in a container', () => {
  it('prompts, interrupts its own commands, and ends with their exit code', async () => {
    const { type, records } = await open('kubectl run web --image=nginx')
    expect(type('kubectl exec -it web -- sh\r')).toBe('kubectl exec -it web -- sh\n# ')
    expect(type('echo $((6*7))\r')).toBe('echo $((6*7))\n42\n# ')
    expect(type('sleep 1000\r')).toBe('sleep 1000\n')
    expect(type(CTRL_C)).toBe('^C\n# ')
    expect(type(`half a line${CTRL_C}`)).toBe('half a line^C\n# ')
    expect(type('nosuch\r')).toBe('nosuch\nsh: 1: nosuch: not found\n# ')
    expect(type(CTRL_D)).toBe(`\ncommand terminated with exit code 127\n${P}`)
    expect(records.map(({ exitCode }) => exitCode)).toEqual([127])
    expect(type('kubectl exec -it web -- bash\r')).toContain('root@web:/# ')
    expect(type('exit 3\r')).toBe(`exit 3\nexit\ncommand terminated with exit code 3\n${P}`)
    expect(type('kubectl exec web -- test -t 0; echo $?\r')).toContain('\n1\n')
    expect(type('kubectl exec -it web -- test -t 0; echo $?\r')).toContain('\n0\n')
  })

  it('is one of its own for who debugs a pod, a copy of it or a node', async () => {
    const { type } = await open('kubectl run web --image=nginx', 'kubectl wait --for=condition=Ready pod/web')
    const debug = 'kubectl debug web -it --image=busybox --profile=general --target=web'
    const hint = `Targeting container "web". If you don't see processes from this container it may be because the container runtime doesn't support this feature.`
    expect(type(`${debug}\r`).replace(/debugger-\w{5}/, 'debugger-xxxxx')).toBe(
      `${debug}\n${hint}\nDefaulting debug container name to debugger-xxxxx.\n${HINT}/ # `,
    )
    expect(type('hostname; wget -qO- localhost | head -1\r')).toContain('\nweb\n<!DOCTYPE html>\n')
    expect(type('exit\r').replace(/debugger-\w{5}/, 'debugger-xxxxx')).toBe(
      `exit\nSession ended, the ephemeral container will not be restarted but may be reattached using 'kubectl attach web -c debugger-xxxxx -i -t' if it is still running\n${P}`,
    )
    expect(
      type("kubectl get pod web -o jsonpath='{.status.ephemeralContainerStatuses[0].state.terminated.reason}'\r"),
    ).toContain('Completed')
    expect(type('kubectl debug web --copy-to=copy -it --image=busybox -c look --profile=general\r')).toContain('/ # ')
    expect(type('exit\r')).toContain("Session ended, resume using 'kubectl attach copy -c look -i -t' command")
    const node = type('kubectl debug node/node01 -it --image=busybox --profile=general -- sh\r')
    expect(node).toMatch(
      /^Creating debugging pod node-debugger-node01-\w{5} with container debugger on node node01\.$/m,
    )
    expect(type('hostname; ls -d /host\r')).toContain('\nnode01\n/host\n')
    expect(type('exit\r')).toBe(`exit\n${P}`)
    expect(type('kubectl get pods --no-headers | grep node-debugger\r')).toMatch(/0\/1 +Completed/)
    expect(type('kubectl debug web -it --image=busybox:nope --profile=general\r')).toContain(
      'Warning: container debugger-',
    )
    expect(type(CTRL_C)).toContain(P)
  })

  it('has the size of the terminal', async () => {
    const { type, terminal } = await open('kubectl run web --image=nginx')
    const many = Array.from({ length: 30 }, (_, i) => `file-${i + 10}`).join(' ')
    type('kubectl exec -it web -- sh\r')
    type(`mkdir x; cd x; touch ${many}\r`)
    const wide = type('ls\r').split('\n').length
    terminal.resize(40, 30)
    expect(type('ls\r').split('\n').length).toBeGreaterThan(wide)
  })

  it('reads lines without a terminal as they come', async () => {
    const { type } = await open('kubectl run web --image=nginx')
    type('kubectl exec -i web -- sh\r')
    expect(type('echo one\r')).toBe('echo one\none\n')
    expect(type('for i in 1 2\r')).toBe('for i in 1 2\n')
    expect(type('do echo $i; done\r')).toBe('do echo $i; done\n1\n2\n')
    expect(type('read x\rwords\recho got $x\r')).toBe('read x\nwords\necho got $x\ngot words\n')
    expect(type(CTRL_D)).toBe(P)
  })
})

describe('run and attach', () => {
  it('give a shell of its own, and clear it away with --rm', async () => {
    const { type, records } = await open()
    expect(type('kubectl run -it x --image=busybox --restart=Never --rm -- sh\r')).toBe(
      `kubectl run -it x --image=busybox --restart=Never --rm -- sh\n${HINT}/ # `,
    )
    expect(type('hostname\r')).toBe('hostname\nx\n/ # ')
    expect(type(CTRL_C)).toBe('^C\n/ # ')
    expect(type('exit 4\r')).toBe(`exit 4\npod "x" deleted\npod default/x terminated (Error)\n${P}`)
    expect(records.at(-1)?.exitCode).toBe(4)
    expect(type('kubectl get pods\r')).toBe(`kubectl get pods\nNo resources found in default namespace.\n${P}`)
  })

  it('come back to a shell that was left, once it runs again', async () => {
    const { type, lab } = await open()
    type('kubectl run -it y --image=busybox\r')
    expect(type(CTRL_D)).toBe(
      `\nSession ended, resume using 'kubectl attach y -c y -i -t' command when the pod is running\n${P}`,
    )
    lab.settle()
    expect(type('kubectl attach y -c y -i -t\r')).toBe(`kubectl attach y -c y -i -t\n${HINT}/ # `)
    expect(type('echo back\r')).toBe('echo back\nback\n/ # ')
    type('exit\r')
    // What was said at the terminal is in the log.
    expect(type('kubectl logs y -p\r')).toContain('echo back\nback\n')
  })

  it('pass a pipe on, and end with it', async () => {
    const { lab } = await open()
    const run = async (command: string) => {
      const { stdout, stderr, exitCode } = await lab.run(command)
      return [stdout, stderr, exitCode]
    }
    const once = 'kubectl run -i --rm x --image=busybox --restart=Never --'
    expect(await run(`echo hi | ${once} cat`)).toEqual(['hi\npod "x" deleted\n', HINT, 0])
    expect(await run(`echo 'echo a; exit 7' | ${once} sh`)).toEqual([
      'a\npod "x" deleted\n',
      `${HINT}pod default/x terminated (Error)\n`,
      7,
    ])
    expect(await run('echo hi | kubectl run -i l --image=busybox --leave-stdin-open -- cat')).toEqual(['hi\n', HINT, 0])
    // It runs on, and takes more.
    expect(await run('echo more | kubectl attach -i l')).toEqual(['more\n', HINT, 0])
    expect(await run('kubectl logs l')).toEqual(['hi\nmore\n', '', 0])
    expect(await run('echo hi | kubectl attach -it l')).toEqual([
      'hi\n',
      `error: Unable to use a TTY - container l did not allocate one\n${HINT}`,
      0,
    ])
  })

  it('leave the pod behind when they are interrupted, whose input has then ended', async () => {
    const { type } = await open()
    type('kubectl run -i --rm q --image=busybox --restart=Never -- cat\r')
    expect(type('abc\r')).toBe('abc\nabc\n')
    expect(type(CTRL_C)).toBe(`^C\n${P}`)
    expect(type('kubectl get pod q --no-headers\r')).toMatch(/q +0\/1 +Completed/)
  })

  it('survive a snapshot: the shell in the pod goes on, its visitor is gone', async () => {
    const { type, lab } = await open()
    type('kubectl run -it x --image=busybox --restart=Never -- sh\r')
    type('remembered=yes\r')
    const snapshot: LabSnapshot = JSON.parse(JSON.stringify(lab.snapshot()))
    const fresh = createLab({ seed: 2 })
    fresh.restore(snapshot)
    const other = await openOn(fresh)
    expect(other.type('kubectl attach -it x\r')).toBe(`kubectl attach -it x\n${HINT}/ # `)
    expect(other.type('echo $remembered\r')).toBe('echo $remembered\nyes\n/ # ')
  })
})

describe('what goes on until Ctrl-C', () => {
  it('follows a log', async () => {
    const { type, look, records } = await open(
      'kubectl run loop --image=busybox -- sh -c "while :; do echo round; sleep 5; done"',
    )
    const before = type('kubectl logs -f loop --tail=1\r')
    expect(look().length).toBeGreaterThan(before.length)
    expect(type(CTRL_C)).toMatch(/^\^C\n/)
    expect(records.at(-1)?.exitCode).toBe(130)
  })

  it('watches', async () => {
    const { type, look, lab } = await open()
    type('kubectl get pods -w\r')
    const pod = { metadata: { name: 'new' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
    lab.client.create({ group: '', version: 'v1', resource: 'pods', namespace: 'default' }, {
      apiVersion: 'v1',
      kind: 'Pod',
      ...pod,
    } as never)
    expect(look()).toMatch(/NAME +READY.*\nnew +0\/1 +Pending[\s\S]*new +1\/1 +Running/)
    expect(type(CTRL_C)).toBe(`^C\n${P}`)
  })
})

describe('kubectl edit in the editor of the page', () => {
  it('saves, refuses and starts again, or leaves things as they are', async () => {
    const { type, look, editors, records, lab } = await open('kubectl create deployment web --image=nginx')
    const edit = () => {
      const before = editors.length
      type('kubectl edit deployment web\r')
      const editor = editors[before]
      if (!editor) throw new Error('no editor was opened')
      return editor
    }
    edit().close(undefined)
    expect(look()).toContain('Edit cancelled, no changes made.\n')

    let editor = edit()
    editor.close(editor.text.replace('replicas: 1', 'replicas: 3'))
    expect(look()).toContain('deployment.apps/web edited\n')
    lab.settle()
    expect((await lab.run('kubectl get deploy web --no-headers')).stdout).toMatch(/^web +3\/3/)

    editor = edit()
    editor.close(editor.text.replace('replicas: 3', 'replicas: -3'))
    expect(look()).toContain('error: deployments.apps "web" is invalid\n')
    const again = editors.at(-1)
    expect(again).not.toBe(editor)
    expect(again?.text).toContain('# deployments.apps "web" was not valid:\n# * spec.replicas: Invalid value: -3')
    again?.close(again.text.replace('replicas: -3', 'replicas: 2'))
    expect(look()).toContain('deployment.apps/web edited\n')
    expect(records.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])

    editor = edit()
    editor.close(`${editor.text}  broken: [`)
    expect(look()).toContain('error: deployments.apps "web" is invalid\n')
    const broken = editors.at(-1)
    expect(broken?.text).toContain('The edited file failed validation')
    broken?.close(broken.text)
    expect(look()).toMatch(/A copy of your changes has been stored to "\/tmp\/kubectl-edit-\d+\.yaml"/)
  })
})
