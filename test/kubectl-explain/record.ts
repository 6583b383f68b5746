// Records what real kubectls print of `explainCommands` over our API, as hashes: `tsx test/kubectl-explain/record.ts`.
// Prints the first line that our own kubectl prints otherwise.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kubeconfigFor } from '../../src/lab/index.ts'
import { serve } from '../../src/node/serve.ts'
import { neededKubectl, runKubectl } from '../clients/kubectls.ts'
import { explainCommands, hashOf, openLab, recordingOf, versions } from './commands.ts'

for (const version of versions) {
  const binary = neededKubectl(version)
  const home = mkdtempSync(join(tmpdir(), 'explain-'))
  const lab = await openLab(version)
  const served = await serve(lab, { clock: 'manual' })
  const hashes: Record<string, string> = {}
  try {
    writeFileSync(join(home, 'config'), kubeconfigFor(served.url, 'kubeadm'))
    for (const command of explainCommands) {
      const real = await runKubectl(binary, ['explain', ...command.split(' ')], { home })
      hashes[command] = hashOf(real)
      const ours = await lab.run(`kubectl explain ${command}`)
      if (hashOf(ours) === hashes[command]) continue
      const lines = `${real.stdout}${real.stderr}`.split('\n')
      const other = `${ours.stdout}${ours.stderr}`.split('\n')
      const at = lines.findIndex((line, index) => line !== other[index])
      console.log(`${version} explain ${command}, line ${at + 1}\n  real ${lines[at]}\n  ours ${other[at]}`)
    }
  } finally {
    await served.close()
    rmSync(home, { recursive: true, force: true })
  }
  writeFileSync(recordingOf(version), `${JSON.stringify(hashes, null, 1)}\n`)
  console.log(`${version}: ${explainCommands.length} commands`)
}
