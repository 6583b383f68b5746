import { it } from 'vitest'
import { createLab } from '../../src/lab/index.ts'
import { runAll } from './world.ts'
it('x', async () => {
    const lab = createLab()
    await runAll(lab, ['kubectl run web --image=nginx', 'kubectl wait --for=condition=Ready pod/web'])
    let screen = ''
    const terminal = lab.openTerminal({ columns: 100, rows: 30, write: (text) => { screen += text } })
    const type = (keys: string): string => {
      screen = ''
      terminal.input(keys)
      for (let i = 0; i < 20; i++) lab.advance(500)
      return screen.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').replace(/\r/g, '')
    }
    console.log(type('(sleep 1; echo hi) &\r'))
    console.log(type('echo x; echo y >&2; kubectl get pods nope &\r'))
    console.log(type('kubectl get pods -w > log 2>&1 &\r'))
    console.log(type('kubectl port-forward pod/web 8080:80 &\r'))
    console.log(type('kubectl port-forward pod/web 8081:80 >lo2 2>&1 &\r'))
    console.log(type('kubectl port-forward pod/web 8080:80\r'))
    console.log(type('\x03'))
    console.log(type('cat lo2\r'))
})
