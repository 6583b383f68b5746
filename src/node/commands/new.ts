// `kubarium new`: a small lesson that already proves itself, to be changed into another.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type NodeCommand, UsageFault } from '../command.ts'

export const newLesson: NodeCommand = {
  name: 'new',
  summary: 'start a lesson: a folder with one step that already proves itself',
  usage: `Usage: kubarium new DIR

Writes lesson.yaml and en.md into DIR, which must be new or empty. Then: kubarium check DIR
`,
  async run(args) {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true })
    const [folder] = positionals
    if (folder === undefined || positionals.length > 1) throw new UsageFault('new: name one folder')
    if (existsSync(folder) && readdirSync(folder).length > 0) throw new UsageFault(`${folder}: is not empty`)
    const id = basename(resolve(folder))
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
    if (id === '') throw new UsageFault(`${folder}: the folder's name gives the lesson's id, and has no letter in it`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'lesson.yaml'), lessonYaml(id))
    writeFileSync(join(folder, 'en.md'), englishText)
    process.stdout.write(`${join(folder, 'lesson.yaml')}\n${join(folder, 'en.md')}\n`)
    return 0
  },
}

const lessonYaml = (id: string): string => `lesson: 1
id: ${id}
preset: kubeadm
steps:
- id: create
  type: task
  checks:
  - id: settings
    type: exists
    resource: configmaps
    name: settings
  solution:
  - kubectl create configmap settings --from-literal=color=blue
  wrong:
  - do:
    - kubectl create namespace shop
    - kubectl create configmap settings --namespace=shop --from-literal=color=blue
    says: settings.elsewhere
  - do:
    - kubectl create configmap setting --from-literal=color=blue
    says: settings.missing
`

const englishText = `# A first lesson

What the learner will be able to do afterwards, and why that matters.

## Keep a setting {#create}

Applications find their settings in config maps.

### goal

Create a config map \`settings\` in the namespace \`default\`, with the key \`color\`.

### hint

\`kubectl create configmap --help\` shows examples.

### messages

- \`settings.label\`: the config map is there
- \`settings.missing\`: there is no config map named \`settings\` yet
- \`settings.elsewhere\`: \`settings\` is in the namespace {namespace}; it belongs into {wanted}

### done

A config map holds settings as keys and values, apart from the image that reads them.
`
