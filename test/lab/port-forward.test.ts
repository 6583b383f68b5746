// Ports of the learner's machine: what port-forward and proxy answer there, to whom, and when they end.
import { describe, expect, it } from 'vitest'
import { createLab } from '../../src/lab/index.ts'
import { Signal } from '../../src/sim/index.ts'
import { restored, runAll } from './world.ts'

/** [command, how its output begins or what it is]; background programs write into files. */
const transcript: readonly (readonly [command: string, expected: string | RegExp])[] = [
  ['kubectl create deployment web --image=nginx --port=80', 'deployment.apps/web created\n'],
  ['kubectl expose deployment web --port=8081 --target-port=80', 'service/web exposed\n'],
  ['kubectl wait --for=condition=Available deployment/web', 'deployment.apps/web condition met\n'],
  ['kubectl port-forward deployment/web 8080:80 > one 2>&1 &', /^\[1\]/],
  ['sleep 1; curl -s localhost:8080 | head -1', '<!DOCTYPE html>\n'],
  ['cat one', 'Forwarding from 127.0.0.1:8080 -> 80\nForwarding from [::1]:8080 -> 80\nHandling connection for 8080\n'],
  ['kubectl exec deployment/web -- curl -s -m 2 192.168.121.10:8080', /exit code 7/],
  [
    'kubectl port-forward service/web 8080:8081',
    'Unable to listen on port 8080: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:8080: bind: address already in use unable to create listener: Error listen tcp6 [::1]:8080: bind: address already in use]\nerror: unable to listen on any of the requested ports: [{8080 80}]\n',
  ],
  ['kubectl port-forward service/web 8081 8080:8081 :8081 > two 2>&1 &', /^\[2\]/],
  ['sleep 1; curl -s localhost:8081 | head -1', '<!DOCTYPE html>\n'],
  ['grep -c "^Forwarding from 127.0.0.1:[0-9]* -> 80$" two', '2\n'],
  ['kubectl port-forward deployment/web 9000:81 > three 2>&1 &', /^\[3\]/],
  ['sleep 1; curl -sS localhost:9000', 'curl: (52) Empty reply from server\n'],
  [
    'sleep 1; cat three',
    /^(Forwarding .*\n){2}Handling connection for 9000\nE0105 .* portforward.go:424\] "Unhandled Error" err="an error occurred forwarding 9000 -> 81: error forwarding port 81 to pod .*\nerror: lost connection to pod\n$/,
  ],
  ['curl -sS localhost:9000', /^curl: \(7\)/],
  ['kubectl proxy > four 2>&1 &', /^\[4\]/],
  ['sleep 1; cat four', 'Starting to serve on 127.0.0.1:8001\n'],
  ['curl -s localhost:8001/api/v1/namespaces/default/services/web:8081/proxy/ | head -1', '<!DOCTYPE html>\n'],
  ['curl -s localhost:8001/api/v1/namespaces/default/services/web | jq -r .spec.ports[0].port', '8081\n'],
  ['curl -s localhost:8001/api/v1/namespaces/default/pods/x | jq -r .message', 'pods "x" not found\n'],
  ['curl -s localhost:8001/api/v1/namespaces/default/pods/x/exec', 'Forbidden\n'],
  ['curl -s -H "Host: evil" localhost:8001/api', 'Forbidden\n'],
  ['curl -s -X DELETE localhost:8001/api/v1/pods', 'DELETE through kubectl proxy is missing in this lab\n'],
  ['kubectl proxy', 'error: listen tcp 127.0.0.1:8001: bind: address already in use\n'],
  ['kill %4; sleep 1; curl -sS localhost:8001', /curl: \(7\)/],
  [
    'kubectl port-forward --address localhost,0.0.0.0,10.9.9.9 service/web 7000:8081',
    /10.9.9.9:7000: bind: cannot assign/,
  ],
  ['kubectl port-forward --address 0.0.0.0 service/web 7000:8081 > five 2>&1 &', /^\[5\]/],
  [
    'sleep 1; cat five; hostname -i > /dev/null; curl -s controlplane:7000 | head -1',
    'Forwarding from 0.0.0.0:7000 -> 80\n<!DOCTYPE html>\n',
  ],
  // As with containerd, the command learns of the pod's end from the next connection.
  ['kubectl delete deployment web; sleep 40; tail -1 one', /Handling connection for 8080\n$/],
  ['curl -sS localhost:8080', 'curl: (52) Empty reply from server\n'],
  [
    'sleep 1; tail -2 one',
    /failed to find sandbox \\"[0-9a-f]{64}\\" in store: not found"\nerror: lost connection to pod\n$/,
  ],
  ['curl -sS localhost:8080', /^curl: \(7\)/],
]

describe('ports of the machine that kubectl runs on', () => {
  it('are those of pods and of the API as long as the command runs', async () => {
    const lab = createLab()
    const done = await runAll(
      lab,
      transcript.map(([command]) => command),
    )
    for (const [i, [command, expected]] of transcript.entries()) {
      const { stdout = '', stderr = '' } = done[i] ?? {}
      if (typeof expected === 'string') expect(`${command}\n${stdout}${stderr}`).toBe(`${command}\n${expected}`)
      else expect(stdout + stderr, command).toMatch(expected)
    }
  })

  it('does not keep the cluster from being settled', async () => {
    const lab = createLab()
    await runAll(lab, ['kubectl run web --image=nginx', 'kubectl wait --for=condition=Ready pod/web'])
    await runAll(lab, ['kubectl port-forward pod/web 8080:80 &'])
    expect(lab.settle()).not.toBe(false)
  })
})

describe('a learner who forwards a port', () => {
  it('sees it in the foreground until Ctrl-C, and in the background until it is killed', async () => {
    const lab = createLab()
    await runAll(lab, ['kubectl run web --image=nginx', 'kubectl wait --for=condition=Ready pod/web'])
    let screen = ''
    const terminal = lab.openTerminal({
      columns: 100,
      rows: 30,
      write: (text) => {
        screen += text
      },
      commandEnded: () => {},
      edit: () => ({ closed: new Signal(), result: undefined, cancel: () => {} }),
    })
    const type = (keys: string): string => {
      screen = ''
      terminal.input(keys)
      for (let i = 0; i < 20; i++) lab.advance(500)
      return screen.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').replace(/\r/g, '')
    }
    const P = 'controlplane ~ ➜  '
    const forwarding = 'Forwarding from 127.0.0.1:8080 -> 80\nForwarding from [::1]:8080 -> 80\n'
    expect(type('kubectl port-forward pod/web 8080:80\r')).toBe(`kubectl port-forward pod/web 8080:80\n${forwarding}`)
    expect(type('\x03')).toBe(`^C\n${P}`)
    expect(type('curl -s localhost:8080; echo $?\r')).toContain('\n7\n')
    expect(type('kubectl port-forward pod/web 8080:80 &\r')).toContain(forwarding)
    expect(type('curl -s localhost:8080 | head -1\r')).toContain('Handling connection for 8080\n<!DOCTYPE html>\n')
    expect(type('jobs\r')).toContain('[1]+  Running                 kubectl port-forward pod/web 8080:80 &\n')
    type('kill %1\r')
    expect(type('jobs; curl -s localhost:8080; echo $?\r')).toContain('\n7\n')
    terminal.close()
  })

  it('finds the port free in a lab that was restored meanwhile', async () => {
    const lab = createLab()
    await runAll(lab, ['kubectl run web --image=nginx', 'kubectl wait --for=condition=Ready pod/web'])
    await runAll(lab, ['kubectl port-forward pod/web 8080:80 &', 'sleep 1'])
    const again = restored(lab.snapshot())
    const [curl] = await runAll(again, ['curl -sS localhost:8080'])
    expect(curl?.stderr).toMatch(/^curl: \(7\)/)
    await runAll(again, ['kubectl port-forward pod/web 8080:80 > log 2>&1 &', 'sleep 1'])
    expect((await runAll(again, ['curl -s localhost:8080 | head -1']))[0]?.stdout).toBe('<!DOCTYPE html>\n')
  })
})
